// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.evaluate;

import io.github.maskbeam.mask.Mask;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Finds the pixels that are close to the contour of their class, for all classes in one pass. A
 * pixel is close to a contour if the square window around it contains another class or exceeds the
 * image.
 *
 * <p>The class of a window is reduced first along rows and then along columns. The cost of a
 * reduction does not depend on the window size: van Herk (Pattern Recognition Letters 13, 1992),
 * Gil and Werman (IEEE PAMI 15, 1993).
 */
final class ContourBand {
  /** A window in which all pixels are void. */
  private static final int NO_CLASS = -1;

  /** A window that has several classes or exceeds the image. */
  private static final int SEVERAL = -2;

  private final int radiusPx;
  private final int[] line;
  private final int[] fromStart;
  private final int[] fromEnd;

  private ContourBand(int radiusPx, int maxLengthPx) {
    this.radiusPx = radiusPx;
    this.line = new int[maxLengthPx + 2 * radiusPx];
    this.fromStart = new int[line.length];
    this.fromEnd = new int[line.length];
  }

  /**
   * The pixels of a mask that are close to a contour, by index, row by row. The result is undefined
   * for pixels with void ground truth.
   *
   * @param groundTruth the ground truth, whose void pixels are ignored; of the size of the mask
   * @param distancePx at least 1
   */
  static BitSet of(Mask mask, Mask groundTruth, int distancePx) {
    int widthPx = mask.widthPx();
    int heightPx = mask.heightPx();
    // A larger radius would make no difference, because all windows exceed the image already.
    int radiusPx = Math.min(distancePx, Math.max(widthPx, heightPx));
    int[] classes = new int[widthPx * heightPx];
    for (int i = 0; i < classes.length; i++) {
      boolean isVoid = groundTruth.classId(i) == groundTruth.voidId();
      classes[i] = isVoid ? NO_CLASS : mask.classId(i);
    }
    ContourBand band = new ContourBand(radiusPx, Math.max(widthPx, heightPx));
    for (int y = 0; y < heightPx; y++) {
      band.reduce(classes, y * widthPx, 1, widthPx);
    }
    for (int x = 0; x < widthPx; x++) {
      band.reduce(classes, x, widthPx, heightPx);
    }
    BitSet close = new BitSet(classes.length);
    for (int i = 0; i < classes.length; i++) {
      if (classes[i] == SEVERAL) {
        close.set(i);
      }
    }
    return close;
  }

  /** Replaces the class of each pixel of a row or column by that of the window around it. */
  private void reduce(int[] classes, int start, int step, int lengthPx) {
    int length = lengthPx + 2 * radiusPx;
    int windowPx = 2 * radiusPx + 1;
    Arrays.fill(line, 0, radiusPx, SEVERAL);
    for (int i = 0; i < lengthPx; i++) {
      line[radiusPx + i] = classes[start + i * step];
    }
    Arrays.fill(line, radiusPx + lengthPx, length, SEVERAL);
    for (int i = 0; i < length; i++) {
      fromStart[i] = i % windowPx == 0 ? line[i] : combine(fromStart[i - 1], line[i]);
    }
    for (int i = length - 1; i >= 0; i--) {
      boolean isLastOfBlock = i == length - 1 || i % windowPx == windowPx - 1;
      fromEnd[i] = isLastOfBlock ? line[i] : combine(fromEnd[i + 1], line[i]);
    }
    for (int i = 0; i < lengthPx; i++) {
      classes[start + i * step] = combine(fromEnd[i], fromStart[i + windowPx - 1]);
    }
  }

  private static int combine(int one, int other) {
    if (one == other || other == NO_CLASS) {
      return one;
    }
    return one == NO_CLASS ? other : SEVERAL;
  }
}
