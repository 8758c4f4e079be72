// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image;

import com.google.auto.value.AutoValue;

/**
 * Format, size and orientation of an image, read from its header without decoding pixels.
 *
 * <p>The coded size is the size stored in the file. Width and height have the EXIF orientation
 * applied. All sizes are in pixels.
 */
@AutoValue
public abstract class ImageHeader {
  /** The format, detected from the content. */
  public abstract ImageFormat format();

  /** The width in the file, before the orientation is applied; at least 1. */
  public abstract int codedWidthPx();

  /** The height in the file, before the orientation is applied; at least 1. */
  public abstract int codedHeightPx();

  /** The EXIF orientation, 1 to 8; 1 (upright) if it is missing or out of range. */
  public abstract int orientation();

  /** The width with the orientation applied; at least 1. */
  public final int widthPx() {
    return isTransposed() ? codedHeightPx() : codedWidthPx();
  }

  /** The height with the orientation applied; at least 1. */
  public final int heightPx() {
    return isTransposed() ? codedWidthPx() : codedHeightPx();
  }

  /** The number of pixels. */
  public final long pixels() {
    return (long) codedWidthPx() * codedHeightPx();
  }

  /** Whether rows of the file become columns when the orientation is applied. */
  public final boolean isTransposed() {
    return orientation() >= Orientation.FIRST_TRANSPOSED;
  }

  /**
   * Creates a header.
   *
   * @param orientation the EXIF orientation; a value out of range becomes upright
   * @throws ImageException {@code CORRUPT} if width or height is less than 1, {@code TOO_LARGE} if
   *     one exceeds the range of an int
   */
  public static ImageHeader of(
      ImageFormat format, long codedWidthPx, long codedHeightPx, int orientation)
      throws ImageException {
    if (codedWidthPx < 1 || codedHeightPx < 1) {
      throw ImageException.corrupt(
          "the %s header declares %d x %d pixels, but an image must have at least one",
          format, codedWidthPx, codedHeightPx);
    }
    if (codedWidthPx > Integer.MAX_VALUE || codedHeightPx > Integer.MAX_VALUE) {
      throw ImageException.tooLarge(
          "the %s header declares %d x %d pixels, which exceeds the limit of the decoder",
          format, codedWidthPx, codedHeightPx);
    }
    return new AutoValue_ImageHeader(
        format,
        (int) codedWidthPx,
        (int) codedHeightPx,
        Orientation.isValid(orientation) ? orientation : Orientation.UPRIGHT);
  }
}
