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
 * The first page of TIFF 6.0. Every strip or tile must be within the file and must decompress to
 * all its rows. CCITT and subsampled YCbCr data is not verified.
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
  public long decoderMemoryBytes(ByteView file, ImageHeader header) throws ImageException {
    return new TiffChunks(file, TiffDirectory.readFirst(file), header).decoderMemoryBytes();
  }

  @Override
  public byte[] verify(ByteView file, ImageHeader header) throws ImageException {
    TiffDirectory directory = TiffDirectory.readFirst(file);
    requireSupported(directory);
    new TiffChunks(file, directory, header).verify();
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
          "the TIFF has %d samples per pixel; supported are 1 to %d", samples, MAX_SAMPLES);
    }
    long bits = directory.value(TiffDirectory.BITS_PER_SAMPLE, 1);
    if (bits < 1 || bits > 16) {
      throw ImageException.unsupported(
          "the TIFF has %d bits per sample; supported are 1 to 16", bits);
    }
    for (long i = 1; i < samples; i++) {
      long others = directory.value(TiffDirectory.BITS_PER_SAMPLE, i, bits);
      if (others != bits) {
        throw ImageException.unsupported(
            "the TIFF has samples of %d and of %d bits in one pixel; supported are samples of equal"
                + " size",
            bits, others);
      }
    }
    long sampleFormat = directory.value(TiffDirectory.SAMPLE_FORMAT, UNSIGNED);
    if (sampleFormat != UNSIGNED && sampleFormat != UNDEFINED) {
      throw ImageException.unsupported(
          "the TIFF has sample format %d; supported are unsigned integers", sampleFormat);
    }
  }
}
