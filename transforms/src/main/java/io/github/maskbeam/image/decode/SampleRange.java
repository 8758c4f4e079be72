// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.decode;

import static org.bytedeco.opencv.global.opencv_core.CV_16U;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;

import java.nio.ShortBuffer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Scales 16-bit samples to 8 bits. Files of 16 bits often hold the 10, 12 or 14 bits of a sensor,
 * or 8 bits, in the lowest bits. No format declares that reliably, so the depth is the smallest of
 * 8, 10, 12, 14 and 16 bits that the largest sample of the image fits into. An exception are 8 bits
 * that were spread over the full range: if all samples are multiples of 256, or all of 257, they
 * have 16 bits, however dark the image is.
 */
final class SampleRange {
  private static final int[] DEPTHS = {8, 10, 12, 14};
  private static final int FULL_DEPTH = 16;

  private SampleRange() {}

  /** Scales an image in place; one of 8 bits stays as it is. */
  static void scaleToEightBits(Mat image) {
    if (image.depth() != CV_16U) {
      return;
    }
    double divisor = 1 << (depth(image) - 8);
    // Drops the lowest bits: convertTo rounds to nearest, and the offset makes that a floor.
    double offset = 0.5 / divisor - 0.5;
    image.convertTo(image, CV_8U, 1 / divisor, offset);
  }

  private static int depth(Mat image) {
    int max = max(image);
    for (int depth : DEPTHS) {
      if (max < 1 << depth) {
        return isMultipleOf(image, 256) || isMultipleOf(image, 257) ? FULL_DEPTH : depth;
      }
    }
    return FULL_DEPTH;
  }

  private static int max(Mat image) {
    try (Mat samples = image.reshape(1);
        DoublePointer max = new DoublePointer(1)) {
      opencv_core.minMaxLoc(samples, null, max, null, null, null);
      return (int) max.get();
    }
  }

  private static boolean isMultipleOf(Mat image, int factor) {
    for (int y = 0; y < image.rows(); y++) {
      ShortBuffer row =
          image
              .ptr(y)
              .capacity(image.step())
              .asByteBuffer()
              .order(java.nio.ByteOrder.nativeOrder())
              .asShortBuffer();
      for (int i = 0; i < image.cols() * image.channels(); i++) {
        if ((row.get(i) & 0xFFFF) % factor != 0) {
          return false;
        }
      }
    }
    return true;
  }
}
