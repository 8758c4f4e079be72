// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify;

import io.github.maskbeam.image.ByteView;
import io.github.maskbeam.image.Decodable;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.image.Interruption;
import io.github.maskbeam.image.exif.TiffDirectory;
import io.github.maskbeam.image.verify.jpeg.JpegScanVerifier;
import io.github.maskbeam.image.verify.jpeg.JpegVerifier;
import io.github.maskbeam.schemas.FailureCode;
import java.util.Arrays;

/** Verifies that the chunks (strips or tiles) of a TIFF page are complete and cover the page. */
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

  /** libtiff allocates a whole tile, even if the page is smaller. */
  private static final long MAX_TILE_PIXELS = 1L << 24;

  private static final int TILE_BYTES_UNIT = 1024;

  /** Beyond 95 % of 1 GiB, OpenCV decodes by rows, which gives wrong pixels. */
  private static final long MAX_CHUNK_BYTES = 970L << 20;

  /**
   * Chunks may share their data, as tiles of a single color do. The limit prevents that a small
   * file takes hours to verify.
   */
  private static final long MAX_DATA_REUSE = 64;

  private final ByteView file;
  private final TiffDirectory directory;
  private final ImageHeader header;
  private final int compression;
  private final boolean tiled;
  private final long chunkWidthPx;
  private final long chunkHeightPx;
  private final long planes;
  private final long bitsPerPixel;

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
    this.bitsPerPixel =
        directory.value(TiffDirectory.BITS_PER_SAMPLE, 1) * (separate ? 1 : samples);
  }

  /** OpenCV and libtiff allocate a whole chunk, as packed samples and with four channels. */
  long decoderMemoryBytes() throws ImageException {
    requireValidChunkSize();
    long bytesPerPixel = 2 * (planes * bitsPerPixel + 7) / 8 + 4;
    return chunkWidthPx * chunkHeightPx * bytesPerPixel;
  }

  private void requireValidChunkSize() throws ImageException {
    if (chunkWidthPx < 1
        || chunkHeightPx < 1
        || (tiled && chunkWidthPx * chunkHeightPx > MAX_TILE_PIXELS)) {
      throw ImageException.corrupt(
          "the TIFF has %s of %d x %d pixels, but they must have 1 to %d pixels",
          chunkNames(), chunkWidthPx, chunkHeightPx, MAX_TILE_PIXELS);
    }
  }

  private void requireDecodableChunkSize() throws ImageException {
    long bytes = chunkWidthPx * chunkHeightPx * Math.max(4, bitsPerPixel / 8);
    if (bytes > MAX_CHUNK_BYTES) {
      throw ImageException.unsupported(
          "the TIFF has a strip of %d x %d pixels, which exceeds the limit of the decoder: write it"
              + " with fewer rows per strip",
          chunkWidthPx, chunkHeightPx);
    }
  }

  /**
   * Whether OpenCV 4.13 fails on the tiles, although they are valid: they are not compressed, are
   * converted to 8 bits, and their length is not a multiple of 1024 bytes.
   */
  boolean areTilesMisread() {
    return tiled
        && compression == NO_COMPRESSION
        && chunkWidthPx % 8 == 0
        && chunkHeightPx * bytesPerRow() % TILE_BYTES_UNIT != 0;
  }

  int chunkRows() {
    return (int) chunkHeightPx;
  }

  /** Whether the rows of a strip are one after another in the file. */
  boolean areRowsPlain() {
    return !tiled && compression == NO_COMPRESSION;
  }

  /** See {@link io.github.maskbeam.image.FormatReader#rowsTogether}. */
  int rowsTogether() throws ImageException {
    if (areRowsPlain()) {
      return 1;
    }
    boolean mayLackDonor = !tiled && hasBlanks();
    return mayLackDonor ? header.codedHeightPx() : chunkRows();
  }

  private boolean hasBlanks() throws ImageException {
    for (long chunk = 0; chunk < chunksPerPlane() * planes; chunk++) {
      if (isBlank(chunk)) {
        return true;
      }
    }
    return false;
  }

  /** The bytes of a row of a strip or tile that is not compressed. */
  long bytesPerRow() {
    return (chunkWidthPx * bitsPerPixel + 7) / 8;
  }

  long bitsPerPixel() {
    return bitsPerPixel;
  }

  int offsetsTag() {
    return tiled ? TiffDirectory.TILE_OFFSETS : TiffDirectory.STRIP_OFFSETS;
  }

  int countsTag() {
    return tiled ? TiffDirectory.TILE_BYTE_COUNTS : TiffDirectory.STRIP_BYTE_COUNTS;
  }

  long chunksPerPlane() {
    return chunksAcross() * ((header.codedHeightPx() + chunkHeightPx - 1) / chunkHeightPx);
  }

  long chunksAcross() {
    return (header.codedWidthPx() + chunkWidthPx - 1) / chunkWidthPx;
  }

  long planes() {
    return planes;
  }

  /** The rows in the data of a chunk; only the last strip has fewer than the others. */
  long rows(long chunk) {
    long row = chunk % chunksPerPlane() / chunksAcross() * chunkHeightPx;
    return tiled ? chunkHeightPx : Math.min(chunkHeightPx, header.codedHeightPx() - row);
  }

  /** The bytes of a chunk; a missing length is valid only for uncompressed data. */
  long length(long chunk) throws ImageException {
    long ifMissing = compression == NO_COMPRESSION ? rows(chunk) * bytesPerRow() : 0;
    return directory.value(countsTag(), chunk, ifMissing);
  }

  /** Whether a chunk has no data because all of it is black (GDAL's SPARSE_OK). */
  boolean isBlank(long chunk) throws ImageException {
    return directory.value(offsetsTag(), chunk, -1) == 0
        && directory.value(countsTag(), chunk, -1) == 0;
  }

  /** The pixels of the image that a chunk covers in one of the files to decode. */
  Decodable.Blank area(long chunk, int fileIndex) {
    long inPlane = chunk % chunksPerPlane();
    int xPx = (int) (inPlane % chunksAcross() * chunkWidthPx);
    int yPx = (int) (inPlane / chunksAcross() * chunkHeightPx);
    int widthPx = (int) Math.min(chunkWidthPx, header.codedWidthPx() - xPx);
    int heightPx = (int) Math.min(chunkHeightPx, header.codedHeightPx() - yPx);
    return Decodable.Blank.of(fileIndex, xPx, yPx, widthPx, heightPx);
  }

  void verify() throws ImageException {
    requireSupportedCompression();
    requireValidChunkSize();
    requireDecodableChunkSize();
    long chunks = chunksPerPlane() * planes;
    if (directory.count(offsetsTag()) < chunks) {
      throw ImageException.corrupt(
          "the TIFF needs %d %s, but lists %d",
          chunks, chunkNames(), directory.count(offsetsTag()));
    }
    long listedBytes = 0;
    for (long i = 0; i < chunks; i++) {
      Interruption.check();
      if (isBlank(i)) {
        continue;
      }
      long rows = rows(i);
      long expectedBytes = rows * bytesPerRow();
      long offset = directory.value(offsetsTag(), i, 0);
      long length = length(i);
      file.require(offset, length, "a strip or tile of the TIFF");
      listedBytes += length;
      if (listedBytes > MAX_DATA_REUSE * file.length()) {
        throw ImageException.corrupt("the %s of the TIFF overlap in the file", chunkNames());
      }
      verifyChunk((int) offset, (int) length, expectedBytes, rows);
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

  private void verifyChunk(int offset, int length, long expectedBytes, long rows)
      throws ImageException {
    boolean isYcbcr = directory.value(TiffDirectory.PHOTOMETRIC, 0) == YCBCR;
    if (compression == JPEG) {
      byte[] chunk = Arrays.copyOfRange(file.content(), offset, offset + length);
      // The last strip may be encoded with the full height of the others.
      JpegScanVerifier.ExpectedFrame expected =
          new JpegScanVerifier.ExpectedFrame(chunkWidthPx, rows, chunkHeightPx, isYcbcr);
      verifyJpeg(new JpegVerifier(new ByteView(chunk), expected));
      return;
    }
    if ((compression >= CCITT_FIRST && compression <= CCITT_LAST) || isYcbcr) {
      if (length == 0) {
        throw ImageException.corrupt("the TIFF has %s without data", chunkNames());
      }
      return;
    }
    long bytes = decompressedBytes(offset, length, expectedBytes);
    if (bytes < expectedBytes) {
      throw ImageException.corrupt(
          "the TIFF has %s that decompress to only %d of %d bytes",
          chunkNames(), bytes, expectedBytes);
    }
  }

  private void verifyJpeg(JpegVerifier verifier) throws ImageException {
    try {
      verifier.verifyAbbreviated(jpegTables());
    } catch (ImageException e) {
      // The file is longer than its chunk, so it is not the file that is truncated.
      throw e.code() == FailureCode.TRUNCATED
          ? ImageException.corrupt("in the %s of the TIFF, %s", chunkNames(), e.getMessage())
          : e;
    }
  }

  private long decompressedBytes(int offset, int length, long maxBytes) throws ImageException {
    switch (compression) {
      case LZW:
        return DecompressedSize.ofTiffLzw(file.content(), offset, length, maxBytes);
      case DEFLATE:
      case DEFLATE_OLD:
        return DecompressedSize.ofZlib(file.content(), offset, length, maxBytes);
      case PACK_BITS:
        return DecompressedSize.ofPackBits(file.content(), offset, length, maxBytes);
      default:
        return length;
    }
  }

  private ByteView jpegTables() throws ImageException {
    if (!directory.has(TiffDirectory.JPEG_TABLES)) {
      return new ByteView(new byte[0]);
    }
    long at = directory.valuesAt(TiffDirectory.JPEG_TABLES);
    long length = directory.count(TiffDirectory.JPEG_TABLES);
    file.require(at, length, "the JPEG tables of the TIFF");
    return new ByteView(Arrays.copyOfRange(file.content(), (int) at, (int) (at + length)));
  }

  private String chunkNames() {
    return tiled ? "tiles" : "strips";
  }
}
