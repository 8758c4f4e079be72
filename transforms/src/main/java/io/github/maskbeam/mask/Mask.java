// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.mask;

/**
 * A segmentation mask: one class id per pixel, row by row from the top left.
 *
 * <p>A pixel has 8 bits (0 to 254; 255 is void) or, for models with more classes, 16 (0 to 65534;
 * 65535 is void). The array is not copied.
 */
public final class Mask {
  private final int widthPx;
  private final int heightPx;
  private final int bits;
  private final byte[] classIds;

  private Mask(int widthPx, int heightPx, int bits, byte[] classIds) {
    this.widthPx = widthPx;
    this.heightPx = heightPx;
    this.bits = bits;
    this.classIds = classIds;
  }

  /**
   * Creates a mask of 8 bits.
   *
   * @throws IllegalArgumentException if the number of class ids is not width x height
   */
  public static Mask of(int widthPx, int heightPx, byte[] classIds) {
    return of(widthPx, heightPx, Byte.SIZE, classIds);
  }

  /**
   * Creates a mask.
   *
   * @param bits bits per pixel: 8 or 16
   * @param classIds as in {@link #classIds()}
   * @throws IllegalArgumentException if the array does not have that number of pixels
   */
  public static Mask of(int widthPx, int heightPx, int bits, byte[] classIds) {
    if (widthPx < 1
        || heightPx < 1
        || (bits != Byte.SIZE && bits != Short.SIZE)
        || classIds.length != (long) widthPx * heightPx * (bits / Byte.SIZE)) {
      throw new IllegalArgumentException(
          String.format(
              "A mask of %d x %d pixels of %d bits cannot have %d bytes",
              widthPx, heightPx, bits, classIds.length));
    }
    return new Mask(widthPx, heightPx, bits, classIds);
  }

  /** Width, in pixels. */
  public int widthPx() {
    return widthPx;
  }

  /** Height, in pixels. */
  public int heightPx() {
    return heightPx;
  }

  /** Number of pixels. */
  public int pixels() {
    return widthPx * heightPx;
  }

  /** Bits per pixel: 8 or 16. */
  public int bits() {
    return bits;
  }

  /** The pixel value that is not a class: 255 or 65535. */
  public int voidId() {
    return (1 << bits) - 1;
  }

  /**
   * All class ids (unsigned), row by row, as a PNG stores them: a byte per pixel, or two with the
   * higher one first. Not a copy.
   */
  public byte[] classIds() {
    return classIds;
  }

  /** Replaces a class id in all pixels, in the array that was not copied. */
  public void replace(int classId, int by) {
    MaskBuilder pixels = new MaskBuilder(this);
    for (int pixel = 0; pixel < pixels(); pixel++) {
      if (classId(pixel) == classId) {
        pixels.set(pixel, by);
      }
    }
  }

  /** The class id of one pixel. */
  public int classId(int x, int y) {
    return classId(y * widthPx + x);
  }

  /** The class id of one pixel, by its index, row by row. */
  public int classId(int pixel) {
    return bits == Byte.SIZE
        ? classIds[pixel] & 0xff
        : (classIds[2 * pixel] & 0xff) << Byte.SIZE | (classIds[2 * pixel + 1] & 0xff);
  }
}
