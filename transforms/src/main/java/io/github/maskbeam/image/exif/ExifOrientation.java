// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.exif;

import io.github.maskbeam.image.ByteView;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.Orientation;
import java.util.Arrays;

/**
 * Reads the orientation from an EXIF block (EXIF 2.3), which has the structure of a TIFF 6.0 file.
 * An invalid block is ignored and does not fail the image, because image editors often damage EXIF
 * blocks.
 */
public final class ExifOrientation {
  private static final int NONE = 0;

  private ExifOrientation() {}

  /** Reads the block from {@code start} to {@code end}; returns 1 to 8, or 0 if it has none. */
  public static int read(ByteView file, int start, int end) {
    byte[] block = Arrays.copyOfRange(file.content(), start, Math.max(start, end));
    ByteView view = new ByteView(block);
    if (!view.matches(0, "II*\0") && !view.matches(0, "MM\0*")) {
      return NONE;
    }
    try {
      TiffDirectory directory = TiffDirectory.readFirst(view);
      long orientation = directory.value(TiffDirectory.ORIENTATION, NONE);
      return Orientation.isValid((int) orientation) ? (int) orientation : NONE;
    } catch (ImageException e) {
      return NONE;
    }
  }
}
