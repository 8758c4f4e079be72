// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.decode;

import com.google.auto.value.AutoValue;

/** What is done with a decoded image: the size that it needs, and the memory that it takes. */
@AutoValue
public abstract class DecodeNeed {
  /** Pixels that cover this size, without further memory. */
  public static DecodeNeed cover(int widthPx, int heightPx) {
    return new AutoValue_DecodeNeed(widthPx, heightPx, 0, 0, 0);
  }

  /**
   * The same with memory besides that of the image and its mask, until the image is closed.
   *
   * @param heapBytes memory in the Java heap
   * @param nativeBytes memory outside the Java heap
   */
  public final DecodeNeed withMemory(long heapBytes, long nativeBytes) {
    return new AutoValue_DecodeNeed(
        coverWidthPx(), coverHeightPx(), fullRows(), heapBytes, nativeBytes);
  }

  /** The same with rows in full size, this number of them at once. */
  public final DecodeNeed withFullRows(int rows) {
    return new AutoValue_DecodeNeed(
        coverWidthPx(), coverHeightPx(), rows, heapBytes(), nativeBytes());
  }

  /**
   * The minimum width, in pixels, of an image that may be decoded in a smaller size; 0 if only rows
   * in full size are needed.
   */
  public abstract int coverWidthPx();

  /** The minimum height, in pixels, of an image that may be decoded in a smaller size. */
  public abstract int coverHeightPx();

  /** How many rows in full size are needed at once; 0 if none are. */
  public abstract int fullRows();

  abstract long heapBytes();

  abstract long nativeBytes();
}
