// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify;

import io.github.maskbeam.image.ByteView;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.image.Interruption;
import io.github.maskbeam.image.exif.TiffDirectory;
import io.github.maskbeam.image.verify.jpeg.JpegScans;
import io.github.maskbeam.image.verify.jpeg.JpegWalk;
import io.github.maskbeam.schemas.FailureCode;
import java.util.Arrays;

/** The strips or tiles of a TIFF page: are all there, whole, and of sizes that fit the page? */
final class TiffChunks {
  private static final int NO_COMPRESSION = 1;
  private static final int CCITT_FIRST = 2;
  private static final int CCITT_LAST = 4;
  private static final int LZW = 5;
  private static final int JPEG = 7;
  private static final int DEFLATE = 8;
  private static final int PACK_BITS = 32773;
  private static final int DEFLATE_OLD = 32946;
  private static final int YCBCR = 6;
  private static final int SEPARATE_PLANES = 2;

  /** libtiff holds a whole tile in memory, whatever the size of the page. */
  private static final long MAX_TILE_PIXELS = 1L << 24;

  /** Tiles of one color may share their data; but a small file shall not cost hours. */
  private static final long MAX_SHARING = 64;

  private final ByteView file;
  private final TiffDirectory directory;
  private final ImageHeader header;
  private final int compression;
  private final boolean tiled;
  private final long chunkWidthPx;
  private final long chunkHeightPx;
  private final long planes;
  private final long bitsAPixel;

  TiffChunks(ByteView file, TiffDirectory directory, ImageHeader header) throws ImageException {
    this.file = file;
    this.directory = directory;
    this.header = header;
    this.compression = (int) directory.value(TiffDirectory.COMPRESSION, NO_COMPRESSION);
    this.tiled = directory.has(TiffDirectory.TILE_WIDTH);
    long heightPx = header.codedHeightPx();
    if (tiled) {
      this.chunkWidthPx = directory.value(TiffDirectory.TILE_WIDTH, 0);
      this.chunkHeightPx = directory.value(TiffDirectory.TILE_HEIGHT, 0);
    } else {
      long rows = directory.value(TiffDirectory.ROWS_PER_STRIP, heightPx);
      this.chunkWidthPx = header.codedWidthPx();
      this.chunkHeightPx = Math.min(rows, heightPx);
    }
    long samples = directory.value(TiffDirectory.SAMPLES_PER_PIXEL, 1);
    boolean separate =
        directory.value(TiffDirectory.PLANAR_CONFIGURATION, 1) == SEPARATE_PLANES && samples > 1;
    this.planes = separate ? samples : 1;
    this.bitsAPixel = directory.value(TiffDirectory.BITS_PER_SAMPLE, 1) * (separate ? 1 : samples);
  }

  /**
   * OpenCV and libtiff hold a whole strip or tile, packed samples and four channels made of them.
   */
  long workingBytes() throws ImageException {
    requireSaneChunks();
    long bytesAPixel = 2 * (planes * bitsAPixel + 7) / 8 + 4;
    return chunkWidthPx * chunkHeightPx * bytesAPixel;
  }

  private void requireSaneChunks() throws ImageException {
    if (chunkWidthPx < 1
        || chunkHeightPx < 1
        || (tiled && chunkWidthPx * chunkHeightPx > MAX_TILE_PIXELS)) {
      throw ImageException.corrupt(
          "the TIFF has %s of %d x %d pixels", name(), chunkWidthPx, chunkHeightPx);
    }
  }

  void check() throws ImageException {
    requireSupportedCompression();
    requireSaneChunks();
    long across = (header.codedWidthPx() + chunkWidthPx - 1) / chunkWidthPx;
    long down = (header.codedHeightPx() + chunkHeightPx - 1) / chunkHeightPx;
    long chunks = across * down * planes;
    int offsets = tiled ? TiffDirectory.TILE_OFFSETS : TiffDirectory.STRIP_OFFSETS;
    int counts = tiled ? TiffDirectory.TILE_BYTE_COUNTS : TiffDirectory.STRIP_BYTE_COUNTS;
    if (directory.count(offsets) < chunks) {
      throw ImageException.corrupt(
          "the TIFF needs %d %s, but lists %d", chunks, name(), directory.count(offsets));
    }
    long listedBytes = 0;
    for (long i = 0; i < chunks; i++) {
      Interruption.check();
      long rows =
          tiled
              ? chunkHeightPx
              : Math.min(chunkHeightPx, header.codedHeightPx() - i % down * chunkHeightPx);
      long needed = rows * ((chunkWidthPx * bitsAPixel + 7) / 8);
      long offset = directory.value(offsets, i, 0);
      // libtiff takes the rest of the file where no length is given; only plain data allows that.
      long length = directory.value(counts, i, compression == NO_COMPRESSION ? needed : 0);
      file.require(offset, length, "a strip or tile of the TIFF");
      listedBytes += length;
      if (listedBytes > MAX_SHARING * file.length()) {
        throw ImageException.corrupt("the %s of the TIFF lie on top of each other", name());
      }
      checkData((int) offset, (int) length, needed, rows);
    }
  }

  private void requireSupportedCompression() throws ImageException {
    boolean supported =
        (compression >= NO_COMPRESSION && compression <= LZW)
            || compression == JPEG
            || compression == DEFLATE
            || compression == DEFLATE_OLD
            || compression == PACK_BITS;
    if (!supported) {
      throw ImageException.unsupported(
          "the TIFF uses compression %d; supported are none, CCITT, LZW, JPEG, Deflate and PackBits",
          compression);
    }
  }

  private void checkData(int offset, int length, long needed, long rows) throws ImageException {
    if (compression == JPEG) {
      byte[] chunk = Arrays.copyOfRange(file.content(), offset, offset + length);
      // The last strip may be coded as high as the others.
      JpegScans.Size size = new JpegScans.Size(chunkWidthPx, rows, chunkHeightPx);
      checkJpeg(new JpegWalk(new ByteView(chunk), size));
      return;
    }
    boolean subsampled = directory.value(TiffDirectory.PHOTOMETRIC, 0) == YCBCR;
    if ((compression >= CCITT_FIRST && compression <= CCITT_LAST) || subsampled) {
      if (length == 0) {
        throw ImageException.corrupt("the TIFF has %s without data", name());
      }
      return;
    }
    long held = unpackedBytes(offset, length, needed);
    if (held < needed) {
      throw ImageException.corrupt(
          "the TIFF has %s that unpack to %d of %d bytes", name(), held, needed);
    }
  }

  private void checkJpeg(JpegWalk walk) throws ImageException {
    try {
      walk.checkAbbreviated(tables());
    } catch (ImageException e) {
      // The file itself goes on: that its part ends early contradicts the directory.
      throw e.code() == FailureCode.TRUNCATED
          ? ImageException.corrupt("of the %s of the TIFF, %s", name(), e.getMessage())
          : e;
    }
  }

  private long unpackedBytes(int offset, int length, long needed) throws ImageException {
    switch (compression) {
      case LZW:
        return Decompression.tiffLzwBytes(file.content(), offset, length, needed);
      case DEFLATE:
      case DEFLATE_OLD:
        return Decompression.zlibBytes(file.content(), offset, length, needed);
      case PACK_BITS:
        return Decompression.packBitsBytes(file.content(), offset, length, needed);
      default:
        return length;
    }
  }

  private ByteView tables() throws ImageException {
    if (!directory.has(TiffDirectory.JPEG_TABLES)) {
      return new ByteView(new byte[0]);
    }
    long at = directory.valuesAt(TiffDirectory.JPEG_TABLES);
    long length = directory.count(TiffDirectory.JPEG_TABLES);
    file.require(at, length, "the JPEG tables of the TIFF");
    return new ByteView(Arrays.copyOfRange(file.content(), (int) at, (int) (at + length)));
  }

  private String name() {
    return tiled ? "tiles" : "strips";
  }
}
