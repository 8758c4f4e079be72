// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.exif;

import io.github.maskbeam.image.ByteView;
import io.github.maskbeam.image.ImageException;
import java.util.Arrays;
import java.util.Optional;

/** An EXIF block (EXIF 2.3) in an image file, which has the structure of a TIFF 6.0 file. */
public final class ExifBlock {
  private ExifBlock() {}

  /**
   * Reads the first directory of the block from {@code start} to {@code end}; empty if it is
   * damaged.
   */
  public static Optional<TiffDirectory> read(ByteView file, int start, int end) {
    ByteView block = new ByteView(Arrays.copyOfRange(file.content(), start, Math.max(start, end)));
    if (!block.matches(0, "II*\0") && !block.matches(0, "MM\0*")) {
      return Optional.empty();
    }
    try {
      return Optional.of(TiffDirectory.readFirst(block));
    } catch (ImageException e) {
      return Optional.empty();
    }
  }
}
