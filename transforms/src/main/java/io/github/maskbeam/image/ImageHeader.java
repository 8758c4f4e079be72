// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image;

import com.google.auto.value.AutoValue;

/**
 * What an image says of itself before a pixel is decoded.
 *
 * <p>Width and height are in pixels as a person sees the image: EXIF orientation applied. The coded
 * size is the one inside the file.
 */
@AutoValue
public abstract class ImageHeader {
  /** The format, told by the content. */
  public abstract ImageFormat format();

  /** The width in the file, in pixels, before orientation; at least 1. */
  public abstract int codedWidthPx();

  /** The height in the file, in pixels, before orientation; at least 1. */
  public abstract int codedHeightPx();

  /** The EXIF orientation, 1 to 8; 1 where the file names none or one out of range. */
  public abstract int orientation();

  /** The width as a person sees it, in pixels; at least 1. */
  public final int widthPx() {
    return swapsAxes() ? codedHeightPx() : codedWidthPx();
  }

  /** The height as a person sees it, in pixels; at least 1. */
  public final int heightPx() {
    return swapsAxes() ? codedWidthPx() : codedHeightPx();
  }

  /** The number of pixels; fits a long for every header that can be read. */
  public final long pixels() {
    return (long) codedWidthPx() * codedHeightPx();
  }

  /** Whether a row of the file is a column of the image that a person sees. */
  public final boolean swapsAxes() {
    return orientation() >= Orientation.TRANSPOSED;
  }

  /**
   * A header of this size.
   *
   * @param orientation an EXIF orientation; a value out of range counts as upright
   * @throws ImageException {@code CORRUPT} if a side has no pixel, {@code TOO_LARGE} if a side does
   *     not fit an int
   */
  public static ImageHeader of(
      ImageFormat format, long codedWidthPx, long codedHeightPx, int orientation)
      throws ImageException {
    if (codedWidthPx < 1 || codedHeightPx < 1) {
      throw ImageException.corrupt(
          "the %s header declares %d x %d pixels: an image has at least one",
          format, codedWidthPx, codedHeightPx);
    }
    if (codedWidthPx > Integer.MAX_VALUE || codedHeightPx > Integer.MAX_VALUE) {
      throw ImageException.tooLarge(
          "the %s header declares %d x %d pixels, more than any decoder takes",
          format, codedWidthPx, codedHeightPx);
    }
    return new AutoValue_ImageHeader(
        format,
        (int) codedWidthPx,
        (int) codedHeightPx,
        Orientation.isValid(orientation) ? orientation : Orientation.UPRIGHT);
  }
}
