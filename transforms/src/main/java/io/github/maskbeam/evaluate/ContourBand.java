// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.evaluate;

import io.github.maskbeam.mask.Mask;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Finds the pixels of all classes that are close to their class's contour, all classes at once: a
 * pixel is not close to it if the square window around it lies within the image and shows no other
 * class.
 *
 * <p>What a window shows is put together from what its rows show, and those from their pixels; each
 * costs the same for every window size by the method of van Herk (Pattern Recognition Letters 13,
 * 1992) and of Gil and Werman (IEEE PAMI 15, 1993).
 */
final class ContourBand {
  /** A window without a pixel that counts. */
  private static final short NOTHING = -1;

  /** A window with several classes, or that reaches over the image's edge. */
  private static final short SEVERAL = -2;

  private final int reachPx;
  private final short[] line;
  private final short[] fromStart;
  private final short[] fromEnd;

  private ContourBand(int reachPx, int longestPx) {
    this.reachPx = reachPx;
    this.line = new short[longestPx + 2 * reachPx];
    this.fromStart = new short[line.length];
    this.fromEnd = new short[line.length];
  }

  /**
   * The pixels of a mask that are close to a contour, by their index row by row. Pixels where the
   * ground truth is void are in it or not, without a meaning.
   *
   * @param groundTruth tells which pixels are void; of the mask's size
   * @param distancePx at least 1
   */
  static BitSet of(Mask mask, Mask groundTruth, int distancePx) {
    int widthPx = mask.widthPx();
    int heightPx = mask.heightPx();
    // A window that is larger than the image reaches over its edge everywhere.
    int reachPx = Math.min(distancePx, Math.max(widthPx, heightPx));
    short[] shown = new short[widthPx * heightPx];
    for (int i = 0; i < shown.length; i++) {
      boolean isVoid = groundTruth.classIds()[i] == (byte) ConfusionMatrix.VOID;
      shown[i] = isVoid ? NOTHING : (short) (mask.classIds()[i] & 0xff);
    }
    ContourBand band = new ContourBand(reachPx, Math.max(widthPx, heightPx));
    for (int y = 0; y < heightPx; y++) {
      band.widen(shown, y * widthPx, 1, widthPx);
    }
    for (int x = 0; x < widthPx; x++) {
      band.widen(shown, x, widthPx, heightPx);
    }
    BitSet close = new BitSet(shown.length);
    for (int i = 0; i < shown.length; i++) {
      if (shown[i] == SEVERAL) {
        close.set(i);
      }
    }
    return close;
  }

  /** Puts what a window along the line shows in place of what each of its pixels shows. */
  private void widen(short[] shown, int start, int step, int lengthPx) {
    int length = lengthPx + 2 * reachPx;
    int windowPx = 2 * reachPx + 1;
    Arrays.fill(line, 0, reachPx, SEVERAL);
    for (int i = 0; i < lengthPx; i++) {
      line[reachPx + i] = shown[start + i * step];
    }
    Arrays.fill(line, reachPx + lengthPx, length, SEVERAL);
    for (int i = 0; i < length; i++) {
      fromStart[i] = i % windowPx == 0 ? line[i] : both(fromStart[i - 1], line[i]);
    }
    for (int i = length - 1; i >= 0; i--) {
      boolean isBlocksLast = i == length - 1 || i % windowPx == windowPx - 1;
      fromEnd[i] = isBlocksLast ? line[i] : both(fromEnd[i + 1], line[i]);
    }
    for (int i = 0; i < lengthPx; i++) {
      shown[start + i * step] = both(fromEnd[i], fromStart[i + windowPx - 1]);
    }
  }

  private static short both(short one, short other) {
    if (one == other || other == NOTHING) {
      return one;
    }
    return one == NOTHING ? other : SEVERAL;
  }
}
