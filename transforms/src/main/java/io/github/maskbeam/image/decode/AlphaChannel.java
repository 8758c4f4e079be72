// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.decode;

import static org.bytedeco.opencv.global.opencv_core.merge;
import static org.bytedeco.opencv.global.opencv_core.split;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;

/** Removes the alpha channel, which is the last of two or four. */
final class AlphaChannel {
  private static final double OPAQUE = 255;

  private AlphaChannel() {}

  /** Drops alpha and keeps the colors as they are. */
  static void drop(Mat image) {
    try (MatVector channels = new MatVector()) {
      split(image, channels);
      channels.resize(channels.size() - 1);
      merge(channels, image);
    }
  }

  /**
   * Divides the colors of an 8-bit image by its alpha, which they are multiplied by, and drops
   * alpha. The result is the color of an image with unassociated alpha; it is black where alpha is
   * 0.
   */
  static void divide(Mat image) {
    try (MatVector channels = new MatVector()) {
      split(image, channels);
      long colors = channels.size() - 1;
      for (long i = 0; i < colors; i++) {
        org.bytedeco.opencv.global.opencv_core.divide(
            channels.get(i), channels.get(colors), channels.get(i), OPAQUE, -1);
      }
      channels.resize(colors);
      merge(channels, image);
    }
  }
}
