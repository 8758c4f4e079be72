// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.decode;

import org.bytedeco.opencv.opencv_core.Mat;

/** An image that is in memory, in its full size. */
final class WholePixels implements ImagePixels {
  private final Mat rgb;

  WholePixels(Mat rgb) {
    this.rgb = rgb;
  }

  @Override
  public Mat rgb() {
    return rgb;
  }

  @Override
  public Mat rows(int from, int to) {
    return rgb.rowRange(from, to);
  }
}
