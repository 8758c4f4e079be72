// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify;

import io.github.maskbeam.image.ByteView;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.image.exif.TiffDirectory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;

/** Rewrites the tiles of an uncompressed page as strips, see {@link TiffChunks#areTilesMisread}. */
final class TiffTiles {
  private static final Set<Integer> REPLACED =
      Set.of(
          TiffDirectory.ROWS_PER_STRIP,
          TiffDirectory.STRIP_OFFSETS,
          TiffDirectory.STRIP_BYTE_COUNTS,
          TiffDirectory.TILE_WIDTH,
          TiffDirectory.TILE_HEIGHT,
          TiffDirectory.TILE_OFFSETS,
          TiffDirectory.TILE_BYTE_COUNTS);

  private static final short LONG_TYPE = 4;
  private static final int DIRECTORY_BYTES = 6;
  private static final int NEW_FIELDS = 3;

  private TiffTiles() {}

  /**
   * Makes a TIFF whose first directory has the fields of the page and one strip for each row of
   * tiles. Tiles without data become zeros.
   *
   * @param spareBytes the number of unused bytes to leave at the end
   */
  static byte[] toStrips(
      ByteView file, TiffDirectory page, ImageHeader header, TiffChunks tiles, int spareBytes)
      throws ImageException {
    int rowBytes = (int) ((header.codedWidthPx() * tiles.bitsPerPixel() + 7) / 8);
    int heightPx = header.codedHeightPx();
    int across = (int) (tiles.chunksPerPlane() / stripsPerPlane(heightPx, tiles));
    int strips = (int) (stripsPerPlane(heightPx, tiles) * tiles.planes());
    long pixelsAt = (file.length() + 3L) & ~3L;
    long pixelBytes = (long) rowBytes * heightPx * tiles.planes();
    long arraysAt = (pixelsAt + pixelBytes + 3) & ~3L;
    long directoryAt = arraysAt + 8L * strips;
    int fields = page.tags().size() + NEW_FIELDS;
    long length =
        directoryAt + DIRECTORY_BYTES + (long) fields * TiffDirectory.ENTRY_BYTES + spareBytes;
    if (length > Integer.MAX_VALUE - 8) {
      throw ImageException.tooLarge(
          "the TIFF has %d bytes in tiles of an uncommon size, which exceeds the limit of the"
              + " decoder",
          file.length());
    }
    byte[] copy = Arrays.copyOf(file.content(), (int) length);
    ByteBuffer out = ByteBuffer.wrap(copy).order(page.byteOrder());
    int at = (int) pixelsAt;
    for (int strip = 0; strip < strips; strip++) {
      int firstRow = (int) (strip % stripsPerPlane(heightPx, tiles)) * tiles.chunkRows();
      int rows = Math.min(tiles.chunkRows(), heightPx - firstRow);
      out.putInt((int) arraysAt + 4 * strip, at);
      out.putInt((int) arraysAt + 4 * (strips + strip), rows * rowBytes);
      for (int i = 0; i < across; i++) {
        copyTile(copy, page, tiles, (long) strip * across + i, i, at, rows, rowBytes);
      }
      at += rows * rowBytes;
    }
    out.putInt(4, (int) directoryAt).position((int) directoryAt);
    writeDirectory(out, copy, page, tiles.chunkRows(), strips, (int) arraysAt);
    return copy;
  }

  private static long stripsPerPlane(int heightPx, TiffChunks tiles) {
    return (heightPx + tiles.chunkRows() - 1L) / tiles.chunkRows();
  }

  private static void copyTile(
      byte[] copy,
      TiffDirectory page,
      TiffChunks tiles,
      long tile,
      int column,
      int stripAt,
      int rows,
      int rowBytes)
      throws ImageException {
    if (tiles.isBlank(tile)) {
      return;
    }
    int tileAt = (int) page.value(tiles.offsetsTag(), tile, 0);
    int tileRowBytes = (int) tiles.bytesPerRow();
    int left = column * tileRowBytes;
    int bytes = Math.min(tileRowBytes, rowBytes - left);
    for (int row = 0; row < rows; row++) {
      System.arraycopy(
          copy, tileAt + row * tileRowBytes, copy, stripAt + row * rowBytes + left, bytes);
    }
  }

  /** Writes the fields of the page, with those of the tiles replaced by those of the strips. */
  private static void writeDirectory(
      ByteBuffer out, byte[] copy, TiffDirectory page, int rows, int strips, int arraysAt) {
    int countAt = out.position();
    out.putShort((short) 0);
    int fields = NEW_FIELDS;
    boolean isWritten = false;
    for (int tag : page.tags()) {
      if (!isWritten && tag > TiffDirectory.STRIP_BYTE_COUNTS) {
        writeStripFields(out, rows, strips, arraysAt);
        isWritten = true;
      }
      if (!REPLACED.contains(tag)) {
        out.put(copy, page.entryAt(tag), TiffDirectory.ENTRY_BYTES);
        fields++;
      }
    }
    out.putInt(0);
    out.putShort(countAt, (short) fields);
  }

  private static void writeStripFields(ByteBuffer out, int rows, int strips, int arraysAt) {
    boolean isInline = strips == 1;
    putField(out, TiffDirectory.STRIP_OFFSETS, strips, isInline ? out.getInt(arraysAt) : arraysAt);
    putField(out, TiffDirectory.ROWS_PER_STRIP, 1, rows);
    int countsAt = arraysAt + 4 * strips;
    putField(
        out, TiffDirectory.STRIP_BYTE_COUNTS, strips, isInline ? out.getInt(countsAt) : countsAt);
  }

  private static void putField(ByteBuffer out, int tag, int count, int value) {
    out.putShort((short) tag).putShort(LONG_TYPE).putInt(count).putInt(value);
  }
}
