// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify;

import io.github.maskbeam.image.ByteView;
import io.github.maskbeam.image.Decodable;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.image.exif.TiffDirectory;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rows of a verified TIFF page as a TIFF of their own, with the strips or tiles that contain them.
 */
public final class TiffPart {
  private static final int LONG_TYPE = 4;
  private static final int HEADER_BYTES = 8;
  private static final short VERSION = 42;

  private final ByteView file;
  private final TiffDirectory page;
  private final TiffChunks chunks;
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private final Map<Integer, Field> fields = new TreeMap<>();

  private TiffPart(ByteView file, TiffDirectory page, TiffChunks chunks) {
    this.file = file;
    this.page = page;
    this.chunks = chunks;
  }

  /** The values of a field in the byte order of the file. */
  private static final class Field {
    private final int type;
    private final int count;
    private final byte[] values;

    private Field(int type, int count, byte[] values) {
      this.type = type;
      this.count = count;
      this.values = values;
    }
  }

  /** Whether the samples have 16 bits, and how they become 8 depends on all of them. */
  public static boolean hasSixteenBits(ByteView file) throws ImageException {
    return new TiffSamples(TiffPages.read(file).picture()).depth()
        == Decodable.Samples.SIXTEEN_BITS;
  }

  /**
   * The part of a verified file that has these rows.
   *
   * @param header the header of the whole image
   * @param from the first row, a multiple of {@link TiffReader#rowsTogether}
   * @param to the row after the last one, a multiple of it or the height
   */
  public static Decodable of(ByteView file, ImageHeader header, int from, int to)
      throws ImageException {
    TiffDirectory page = TiffPages.read(file).picture();
    TiffPart part = new TiffPart(file, page, new TiffChunks(file, page, header));
    ByteView view = new ByteView(part.write(from, to));
    ImageHeader partHeader =
        ImageHeader.of(header.format(), header.codedWidthPx(), to - from, header.orientation());
    TiffDirectory directory = TiffDirectory.readFirst(view);
    return TiffCopy.decodable(
        view, directory, partHeader, new TiffChunks(view, directory, partHeader));
  }

  private byte[] write(int from, int to) throws ImageException {
    for (int tag : page.tags()) {
      if (TiffCopy.KEPT.contains(tag)) {
        fields.put(tag, copyOf(tag));
      }
    }
    put(TiffDirectory.HEIGHT, to - from);
    if (chunks.areRowsPlain()) {
      put(TiffDirectory.ROWS_PER_STRIP, to - from);
      addPlainRows(from, to);
    } else {
      addChunks(from, to);
    }
    return toFile();
  }

  private Field copyOf(int tag) throws ImageException {
    long at = page.valuesAt(tag);
    long bytes = page.count(tag) * page.bytesOfType(tag);
    file.require(at, bytes, "a field of the TIFF");
    return new Field(
        page.typeOf(tag),
        (int) page.count(tag),
        Arrays.copyOfRange(file.content(), (int) at, (int) (at + bytes)));
  }

  private void put(int tag, int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * values.length).order(order());
    for (int value : values) {
      bytes.putInt(value);
    }
    fields.put(tag, new Field(LONG_TYPE, values.length, bytes.array()));
  }

  /** Rows that are not compressed: one strip for each plane, of any of them. */
  private void addPlainRows(int from, int to) throws ImageException {
    int[] offsets = new int[(int) chunks.planes()];
    int rowBytes = (int) chunks.bytesPerRow();
    byte[] blank = new byte[rowBytes];
    for (int plane = 0; plane < offsets.length; plane++) {
      offsets[plane] = end();
      for (int row = from; row < to; row++) {
        long chunk = plane * chunks.chunksPerPlane() + row / chunks.chunkRows();
        if (chunks.isBlank(chunk)) {
          data.write(blank, 0, rowBytes);
        } else {
          long at =
              page.value(chunks.offsetsTag(), chunk, 0)
                  + (long) (row % chunks.chunkRows()) * rowBytes;
          data.write(file.content(), (int) at, rowBytes);
        }
      }
    }
    int[] lengths = new int[offsets.length];
    Arrays.fill(lengths, (to - from) * rowBytes);
    put(chunks.offsetsTag(), offsets);
    put(chunks.countsTag(), lengths);
  }

  private void addChunks(int from, int to) throws ImageException {
    int first = from / chunks.chunkRows();
    int rows = (to - 1) / chunks.chunkRows() + 1 - first;
    int perPlane = rows * (int) chunks.chunksAcross();
    int[] offsets = new int[(int) chunks.planes() * perPlane];
    int[] lengths = new int[offsets.length];
    for (int i = 0; i < offsets.length; i++) {
      long chunk =
          i / perPlane * chunks.chunksPerPlane() + first * chunks.chunksAcross() + i % perPlane;
      if (!chunks.isBlank(chunk)) {
        offsets[i] = end();
        lengths[i] = (int) chunks.length(chunk);
        data.write(file.content(), (int) page.value(chunks.offsetsTag(), chunk, 0), lengths[i]);
      }
    }
    put(chunks.offsetsTag(), offsets);
    put(chunks.countsTag(), lengths);
  }

  /** Where the next data starts in the file; at an even offset, as TIFF has it. */
  private int end() {
    if (data.size() % 2 != 0) {
      data.write(0);
    }
    return HEADER_BYTES + data.size();
  }

  private byte[] toFile() {
    ByteBuffer directory =
        ByteBuffer.allocate(Short.BYTES + fields.size() * TiffDirectory.ENTRY_BYTES + Integer.BYTES)
            .order(order());
    directory.putShort((short) fields.size());
    fields.forEach(
        (tag, field) -> {
          directory.putShort(tag.shortValue()).putShort((short) field.type).putInt(field.count);
          if (field.values.length <= TiffDirectory.MAX_INLINE_BYTES) {
            directory.put(Arrays.copyOf(field.values, TiffDirectory.MAX_INLINE_BYTES));
          } else {
            directory.putInt(end());
            data.write(field.values, 0, field.values.length);
          }
        });
    int directoryAt = end();
    ByteBuffer result = ByteBuffer.allocate(directoryAt + directory.capacity()).order(order());
    result.put(file.content(), 0, 2).putShort(VERSION).putInt(directoryAt);
    result.put(data.toByteArray()).put(directory.array());
    return result.array();
  }

  private ByteOrder order() {
    return page.byteOrder();
  }
}
