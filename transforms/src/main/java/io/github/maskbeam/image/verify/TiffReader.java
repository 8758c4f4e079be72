// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify;

import io.github.maskbeam.image.ByteView;
import io.github.maskbeam.image.Decodable;
import io.github.maskbeam.image.FormatReader;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageFormat;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.image.exif.TiffDirectory;

/**
 * The first page in full resolution of TIFF 6.0. Every strip or tile must be within the file and
 * must decompress to all its rows, or be declared empty (offset 0, length 0), which is black. CCITT
 * and subsampled YCbCr data is not verified.
 */
final class TiffReader implements FormatReader {
  /** One plane of 16 bits, all of them together, and the scaled ones. */
  private static final int SIXTEEN_BIT_BYTES_PER_CHANNEL = 5;

  private static final int MAX_CHANNELS = 4;

  @Override
  public ImageHeader header(ByteView file) throws ImageException {
    TiffPages pages = TiffPages.read(file);
    return ImageHeader.of(
        ImageFormat.TIFF,
        pages.picture().value(TiffDirectory.WIDTH, 0),
        pages.picture().value(TiffDirectory.HEIGHT, 0),
        pages.orientation());
  }

  @Override
  public long decoderMemoryBytes(ByteView file, ImageHeader header) throws ImageException {
    TiffDirectory directory = TiffPages.read(file).picture();
    TiffSamples samples = new TiffSamples(directory);
    long chunkBytes = new TiffChunks(file, directory, header).decoderMemoryBytes();
    boolean isDecodedDirectly =
        samples.layout() == Decodable.Layout.COLOR
            && samples.depth() == Decodable.Samples.EIGHT_BITS;
    long bytesPerPixel = isDecodedDirectly ? 0 : MAX_CHANNELS * SIXTEEN_BIT_BYTES_PER_CHANNEL;
    return chunkBytes + bytesPerPixel * header.pixels();
  }

  @Override
  public int rowsTogether(ByteView file, ImageHeader header) throws ImageException {
    return new TiffChunks(file, TiffPages.read(file).picture(), header).rowsTogether();
  }

  @Override
  public Decodable verify(ByteView file, ImageHeader header) throws ImageException {
    TiffDirectory directory = TiffPages.read(file).picture();
    new TiffSamples(directory).requireSupported();
    TiffChunks chunks = new TiffChunks(file, directory, header);
    chunks.verify();
    return TiffCopy.decodable(file, directory, header, chunks);
  }
}
