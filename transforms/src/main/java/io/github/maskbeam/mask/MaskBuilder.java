// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.mask;

import java.util.Arrays;

/** A mask while its pixels are written. Pixels have class id 0 at first. Not thread-safe. */
public final class MaskBuilder {
  private final int widthPx;
  private final int heightPx;
  private final boolean hasTwoBytes;
  private final byte[] classIds;

  /**
   * Allocates the pixels.
   *
   * @param bits bits per pixel: 8 or 16
   * @throws ArithmeticException if an array cannot have so many bytes
   */
  public MaskBuilder(int widthPx, int heightPx, int bits) {
    this.widthPx = widthPx;
    this.heightPx = heightPx;
    this.hasTwoBytes = bits == Short.SIZE;
    this.classIds =
        new byte[Math.multiplyExact(Math.multiplyExact(widthPx, heightPx), hasTwoBytes ? 2 : 1)];
  }

  /** Writes to the pixels of a mask. */
  MaskBuilder(Mask mask) {
    this.widthPx = mask.widthPx();
    this.heightPx = mask.heightPx();
    this.hasTwoBytes = mask.bits() == Short.SIZE;
    this.classIds = mask.classIds();
  }

  /** Sets the class id of one pixel, by its index, row by row. */
  public void set(int pixel, int classId) {
    if (hasTwoBytes) {
      classIds[2 * pixel] = (byte) (classId >> Byte.SIZE);
      classIds[2 * pixel + 1] = (byte) classId;
    } else {
      classIds[pixel] = (byte) classId;
    }
  }

  /** Sets the class id of the pixels from {@code from} up to but not including {@code to}. */
  public void fill(int from, int to, int classId) {
    if (hasTwoBytes) {
      for (int pixel = from; pixel < to; pixel++) {
        set(pixel, classId);
      }
    } else {
      Arrays.fill(classIds, from, to, (byte) classId);
    }
  }

  /** Copies a row of pixels to another one. */
  public void copyRow(int from, int to) {
    int rowBytes = hasTwoBytes ? 2 * widthPx : widthPx;
    System.arraycopy(classIds, from * rowBytes, classIds, to * rowBytes, rowBytes);
  }

  /** The mask, which shares the pixels with this builder. */
  public Mask build() {
    return Mask.of(widthPx, heightPx, hasTwoBytes ? Short.SIZE : Byte.SIZE, classIds);
  }
}
