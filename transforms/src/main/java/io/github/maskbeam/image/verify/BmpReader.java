// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify;

import io.github.maskbeam.image.ByteView;
import io.github.maskbeam.image.Decodable;
import io.github.maskbeam.image.FormatReader;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageFormat;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.image.Orientation;

/** Windows and OS/2 bitmaps (BITMAPCOREHEADER, BITMAPINFOHEADER and later versions). */
final class BmpReader implements FormatReader {
  private static final int FILE_HEADER_BYTES = 14;
  private static final int CORE_HEADER_BYTES = 12;
  private static final int INFO_HEADER_BYTES = 40;
  private static final int MASKS_AT = 54;
  private static final int RGB = 0;
  private static final int RLE8 = 1;
  private static final int RLE4 = 2;
  private static final int BITFIELDS = 3;
  private static final int ALPHA_BITFIELDS = 6;

  /** OpenCV decodes to BGR and then converts a copy to RGB. */
  private static final int BYTES_PER_PIXEL = 4;

  private static final String PART = "the BMP header";

  @Override
  public ImageHeader header(ByteView file) throws ImageException {
    long headerBytes = file.u32LittleEndian(FILE_HEADER_BYTES, PART);
    if (headerBytes == CORE_HEADER_BYTES) {
      return ImageHeader.of(
          ImageFormat.BMP,
          file.u16LittleEndian(18, PART),
          file.u16LittleEndian(20, PART),
          Orientation.UPRIGHT);
    }
    if (headerBytes < INFO_HEADER_BYTES) {
      throw ImageException.corrupt("the BMP has an invalid header size of %d bytes", headerBytes);
    }
    // A negative height means that the rows are stored from top to bottom.
    return ImageHeader.of(
        ImageFormat.BMP,
        (long) (int) file.u32LittleEndian(18, PART),
        Math.abs((long) (int) file.u32LittleEndian(22, PART)),
        Orientation.UPRIGHT);
  }

  @Override
  public long decoderMemoryBytes(ByteView file, ImageHeader header) {
    return BYTES_PER_PIXEL * header.pixels();
  }

  @Override
  public Decodable verify(ByteView file, ImageHeader header) throws ImageException {
    long headerBytes = file.u32LittleEndian(FILE_HEADER_BYTES, PART);
    boolean core = headerBytes == CORE_HEADER_BYTES;
    file.require(FILE_HEADER_BYTES, headerBytes, PART);
    int bitsPerPixel = file.u16LittleEndian(core ? 24 : 28, PART);
    long compression = core ? RGB : file.u32LittleEndian(30, PART);
    long pixelsAt = file.u32LittleEndian(10, PART);
    requireSupported(bitsPerPixel, compression);
    if (bitsPerPixel == 16 && compression != RGB) {
      requireKnownMasks(file);
    }
    if (pixelsAt < FILE_HEADER_BYTES + headerBytes) {
      throw ImageException.corrupt(
          "the BMP declares that its pixels start at byte %d, within its header", pixelsAt);
    }
    if (compression == RLE8 || compression == RLE4) {
      verifyRunLengths(file, pixelsAt, header, compression == RLE4);
    } else {
      long rowBytes = (header.codedWidthPx() * (long) bitsPerPixel + 31) / 32 * 4;
      file.require(pixelsAt, rowBytes * header.codedHeightPx(), "the BMP pixels");
    }
    return Decodable.of(file.content());
  }

  private static void requireSupported(int bitsPerPixel, long compression) throws ImageException {
    boolean supported;
    if (compression == RGB) {
      supported =
          bitsPerPixel == 1
              || bitsPerPixel == 4
              || bitsPerPixel == 8
              || bitsPerPixel == 16
              || bitsPerPixel == 24
              || bitsPerPixel == 32;
    } else if (compression == BITFIELDS || compression == ALPHA_BITFIELDS) {
      supported = bitsPerPixel == 16 || bitsPerPixel == 32;
    } else {
      supported =
          (compression == RLE8 && bitsPerPixel == 8) || (compression == RLE4 && bitsPerPixel == 4);
    }
    if (!supported) {
      throw ImageException.unsupported(
          "the BMP has %d bits per pixel with compression %d; supported are 1, 4, 8, 16, 24 and 32 "
              + "uncompressed, and 4 and 8 with run-length encoding",
          bitsPerPixel, compression);
    }
  }

  /** OpenCV supports only the 16-bit layouts 5-5-5 and 5-6-5. */
  private static void requireKnownMasks(ByteView file) throws ImageException {
    long red = file.u32LittleEndian(MASKS_AT, PART);
    long green = file.u32LittleEndian(MASKS_AT + 4L, PART);
    long blue = file.u32LittleEndian(MASKS_AT + 8L, PART);
    boolean known =
        blue == 0x1F && ((green == 0x3E0 && red == 0x7C00) || (green == 0x7E0 && red == 0xF800));
    if (!known) {
      throw ImageException.unsupported(
          "the BMP has 16 bits per pixel with the masks %04X, %04X and %04X; supported are 5-5-5 and"
              + " 5-6-5",
          red, green, blue);
    }
  }

  /** Checks the run lengths up to the end of the bitmap or of its last row. */
  private static void verifyRunLengths(
      ByteView file, long start, ImageHeader header, boolean halfBytes) throws ImageException {
    String part = "the BMP run lengths";
    long rows = header.codedHeightPx();
    long at = start;
    long row = 0;
    long column = 0;
    while (row < rows) {
      int count = file.u8(at, part);
      int value = file.u8(at + 1, part);
      at += 2;
      if (count > 0) {
        column += count;
      } else if (value > 2) {
        long bytes = halfBytes ? (value + 1) / 2 : value;
        file.require(at, bytes, part);
        at += bytes + (bytes & 1);
        column += value;
      } else if (value == 2) {
        column += file.u8(at, part);
        row += file.u8(at + 1, part);
        at += 2;
      } else if (value == 1) {
        return;
      } else {
        row++;
        column = 0;
      }
      if (column > header.codedWidthPx()) {
        throw ImageException.corrupt(
            "row %d of the BMP has run lengths for %d pixels, but the BMP is %d pixels wide",
            row, column, header.codedWidthPx());
      }
    }
  }
}
