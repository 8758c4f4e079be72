// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.exif;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.Orientation;

/**
 * Reads the orientation from an EXIF block. An invalid one is ignored and does not fail the image,
 * because image editors often damage EXIF blocks.
 */
public final class ExifOrientation {
  private static final int NONE = 0;

  private ExifOrientation() {}

  /** The orientation of an EXIF block, 1 to 8; 0 if it has none. */
  public static int of(TiffDirectory exif) {
    try {
      long orientation = exif.value(TiffDirectory.ORIENTATION, NONE);
      return Orientation.isValid((int) orientation) ? (int) orientation : NONE;
    } catch (ImageException e) {
      return NONE;
    }
  }
}
