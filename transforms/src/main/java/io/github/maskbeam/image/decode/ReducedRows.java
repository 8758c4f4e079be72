// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.decode;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.image.Interruption;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Makes a small image of rows, so that the whole image is never in memory. */
final class ReducedRows {
  private ReducedRows() {}

  /**
   * The means of squares of pixels; those at the right and lower edges are filled up with the last
   * pixels.
   *
   * @param denominator the sides of the squares, in pixels
   * @param stripRows how many rows to decode at once, about
   * @return 1/denominator of the size, rounded up; the caller closes it
   */
  static Mat decode(RowDecoder rows, ImageHeader header, int denominator, int stripRows)
      throws ImageException {
    int heightPx = header.codedHeightPx();
    int targetRows = ceilDivide(heightPx, denominator);
    int step = Math.max(1, stripRows / denominator);
    Mat reduced =
        new Mat(targetRows, ceilDivide(header.codedWidthPx(), denominator), opencv_core.CV_8UC3);
    try {
      for (int row = 0; row < targetRows; row += step) {
        Interruption.check();
        int end = Math.min(targetRows, row + step);
        try (Mat strip =
                rows.decode(row * denominator, (int) Math.min(heightPx, (long) end * denominator));
            Mat target = reduced.rowRange(row, end)) {
          reduce(strip, target, denominator);
        }
      }
      return reduced;
    } catch (ImageException | RuntimeException | Error e) {
      reduced.close();
      throw e;
    }
  }

  private static void reduce(Mat strip, Mat target, int denominator) {
    int missingRows = target.rows() * denominator - strip.rows();
    int missingColumns = target.cols() * denominator - strip.cols();
    try (Mat filled = new Mat();
        Size size = target.size()) {
      opencv_core.copyMakeBorder(
          strip, filled, 0, missingRows, 0, missingColumns, opencv_core.BORDER_REPLICATE);
      opencv_imgproc.resize(filled, target, size, 0, 0, opencv_imgproc.INTER_AREA);
    }
  }

  private static int ceilDivide(int length, int denominator) {
    return (length + denominator - 1) / denominator;
  }
}
