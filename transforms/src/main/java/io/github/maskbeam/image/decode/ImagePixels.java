// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.decode;

import io.github.maskbeam.image.ImageException;
import org.bytedeco.opencv.opencv_core.Mat;

/** The upright pixels of one image. For one thread. */
public interface ImagePixels {
  /**
   * The whole image: {@code CV_8UC3}, channels in the order R, G, B. It may be scaled down to no
   * less than the size that was asked for. Not for the caller to close.
   */
  Mat rgb();

  /**
   * Rows of the image in its full size, like {@link #rgb()}; only if they were asked for.
   *
   * @param from the first row
   * @param to the row after the last one
   * @return valid until the next call; the caller closes it
   * @throws ImageException if these rows cannot be decoded, or not in time
   */
  Mat rows(int from, int to) throws ImageException, InterruptedException;

  /** An image that is in memory, in its full size. */
  static ImagePixels of(Mat rgb) {
    return new WholePixels(rgb);
  }
}
