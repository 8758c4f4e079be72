// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.mask;

/**
 * The confidence of each pixel of a mask, row by row from the top left: the probability of the
 * pixel's class, in 256 steps from 0 to 1. The array is not copied.
 */
public final class ConfidenceMask {
  /** The value of the probability 1. */
  public static final int MAX_VALUE = 255;

  private final int widthPx;
  private final int heightPx;
  private final byte[] values;

  /** Allocates a mask whose probabilities are 0. */
  public ConfidenceMask(int widthPx, int heightPx) {
    this.widthPx = widthPx;
    this.heightPx = heightPx;
    this.values = new byte[Math.multiplyExact(widthPx, heightPx)];
  }

  /** Width, in pixels. */
  public int widthPx() {
    return widthPx;
  }

  /** Height, in pixels. */
  public int heightPx() {
    return heightPx;
  }

  /** All values (unsigned), row by row. Not a copy. */
  public byte[] values() {
    return values;
  }

  /**
   * Sets one pixel, by its index, row by row.
   *
   * @param probability is rounded to the nearest step; less than 0 and NaN are 0, more than 1 is 1
   */
  void set(int pixel, double probability) {
    values[pixel] = (byte) Math.max(0, Math.min(MAX_VALUE, Math.round(MAX_VALUE * probability)));
  }

  /** The value of one pixel, by its index, row by row: 0 to {@link #MAX_VALUE}. */
  public int value(int pixel) {
    return values[pixel] & 0xff;
  }
}
