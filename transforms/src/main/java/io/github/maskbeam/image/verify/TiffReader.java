// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify;

import io.github.maskbeam.image.ByteView;
import io.github.maskbeam.image.FormatReader;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageFormat;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.image.Orientation;
import io.github.maskbeam.image.exif.TiffDirectory;

/**
 * TIFF 6.0, first page. Every strip or tile must lie within the file and, where its compression can
 * be followed cheaply, unpack to all its rows; data in CCITT coding is left to libtiff.
 */
final class TiffReader implements FormatReader {
  private static final int MAX_SAMPLES = 5;
  private static final int UNSIGNED = 1;
  private static final int UNDEFINED = 4;

  @Override
  public ImageHeader header(ByteView file) throws ImageException {
    TiffDirectory directory = TiffDirectory.readFirst(file);
    return ImageHeader.of(
        ImageFormat.TIFF,
        directory.value(TiffDirectory.WIDTH, 0),
        directory.value(TiffDirectory.HEIGHT, 0),
        (int) directory.value(TiffDirectory.ORIENTATION, Orientation.UPRIGHT));
  }

  @Override
  public long workingBytes(ByteView file, ImageHeader header) throws ImageException {
    return new TiffChunks(file, TiffDirectory.readFirst(file), header).workingBytes();
  }

  @Override
  public byte[] verified(ByteView file, ImageHeader header) throws ImageException {
    TiffDirectory directory = TiffDirectory.readFirst(file);
    requireSupported(directory);
    new TiffChunks(file, directory, header).check();
    if (header.orientation() == Orientation.UPRIGHT) {
      return file.content();
    }
    byte[] upright = file.content().clone();
    directory.makeUpright(upright);
    return upright;
  }

  private static void requireSupported(TiffDirectory directory) throws ImageException {
    long samples = directory.value(TiffDirectory.SAMPLES_PER_PIXEL, 1);
    if (samples < 1 || samples > MAX_SAMPLES) {
      throw ImageException.unsupported(
          "the TIFF has %d samples a pixel; supported are 1 to %d", samples, MAX_SAMPLES);
    }
    long bits = directory.value(TiffDirectory.BITS_PER_SAMPLE, 1);
    if (bits < 1 || bits > 16) {
      throw ImageException.unsupported(
          "the TIFF has %d bits a sample; supported are 1 to 16", bits);
    }
    for (long i = 1; i < samples; i++) {
      long others = directory.value(TiffDirectory.BITS_PER_SAMPLE, i, bits);
      if (others != bits) {
        throw ImageException.unsupported(
            "the TIFF has samples of %d and of %d bits in one pixel", bits, others);
      }
    }
    long sampleFormat = directory.value(TiffDirectory.SAMPLE_FORMAT, UNSIGNED);
    if (sampleFormat != UNSIGNED && sampleFormat != UNDEFINED) {
      throw ImageException.unsupported(
          "the TIFF has samples of format %d; supported are unsigned integers", sampleFormat);
    }
  }
}
