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

  private int max;
  private boolean areMultiplesOf256 = true;
  private boolean areMultiplesOf257 = true;

  /** The range of the samples of an image. */
  static SampleRange of(Mat image) {
    SampleRange range = new SampleRange();
    range.add(image);
    return range;
  }

  /** Adds the samples of an image, or of a part of it; of 8 bits has no effect. */
  void add(Mat image) {
    if (image.depth() == CV_16U) {
      max = Math.max(max, max(image));
      boolean isAmbiguous = max < 1 << DEPTHS[DEPTHS.length - 1];
      areMultiplesOf256 &= isAmbiguous && isMultipleOf(image, 256);
      areMultiplesOf257 &= isAmbiguous && isMultipleOf(image, 257);
    }
  }

  /** Scales an image whose samples were added in place; one of 8 bits stays as it is. */
  void scaleToEightBits(Mat image) {
    if (image.depth() != CV_16U) {
      return;
    }
    double divisor = 1 << (depth() - 8);
    // Drops the lowest bits: convertTo rounds to nearest, and the offset makes that a floor.
    double offset = 0.5 / divisor - 0.5;
    image.convertTo(image, CV_8U, 1 / divisor, offset);
  }

  private int depth() {
    for (int depth : DEPTHS) {
      if (max < 1 << depth) {
        return areMultiplesOf256 || areMultiplesOf257 ? FULL_DEPTH : depth;
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
