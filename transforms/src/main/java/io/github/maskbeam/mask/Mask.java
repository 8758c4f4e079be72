// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.mask;

/**
 * A segmentation mask: one class id per pixel, row by row from the top left, 8 bits each (0 to 254;
 * 255 is void). The array is not copied.
 */
public final class Mask {
  private final int widthPx;
  private final int heightPx;
  private final byte[] classIds;

  private Mask(int widthPx, int heightPx, byte[] classIds) {
    this.widthPx = widthPx;
    this.heightPx = heightPx;
    this.classIds = classIds;
  }

  /**
   * Creates a mask.
   *
   * @throws IllegalArgumentException if the number of class ids is not width x height
   */
  public static Mask of(int widthPx, int heightPx, byte[] classIds) {
    if (widthPx < 1 || heightPx < 1 || classIds.length != (long) widthPx * heightPx) {
      throw new IllegalArgumentException(
          String.format(
              "A mask of %d x %d pixels cannot have %d class ids",
              widthPx, heightPx, classIds.length));
    }
    return new Mask(widthPx, heightPx, classIds);
  }

  /** Width, in pixels. */
  public int widthPx() {
    return widthPx;
  }

  /** Height, in pixels. */
  public int heightPx() {
    return heightPx;
  }

  /** All class ids (unsigned), row by row; not a copy. */
  public byte[] classIds() {
    return classIds;
  }

  /** The class id of one pixel, 0 to 255. */
  public int classId(int x, int y) {
    return classIds[y * widthPx + x] & 0xff;
  }
}
