// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.testing;

import io.github.maskbeam.image.exif.TiffDirectory;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;

/**
 * Writes TIFF files of any layout, which no writer at hand offers. A page is written with its own
 * settings, so that a file can have several different ones.
 */
// All buffers come from allocate.
@SuppressWarnings("ByteBufferBackingArray")
public final class TiffBuilder {
  public static final int NONE = 1;
  public static final int DEFLATE = 8;
  private static final int JPEG = 7;
  public static final int PACK_BITS = 32773;

  /** The value of a sample: 0 to the maximum of its bits. */
  public interface Samples {
    int at(int x, int y, int sample);
  }

  private final ByteOrder order;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<Integer> pageEntries = new ArrayList<>();
  private final Map<Integer, int[]> fields = new TreeMap<>();
  private int compression = NONE;
  private int chunkWidthPx;
  private int chunkHeightPx;
  private int sparseEvery;

  public TiffBuilder(ByteOrder order) {
    this.order = order;
    out.writeBytes(bytes(8).put((byte) magic()).put((byte) magic()).putShort((short) 42).array());
  }

  private char magic() {
    return order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M';
  }

  private ByteBuffer bytes(int count) {
    return ByteBuffer.allocate(count).order(order);
  }

  public TiffBuilder field(int tag, int... values) {
    fields.put(tag, values);
    return this;
  }

  public TiffBuilder compression(int value) {
    compression = value;
    return this;
  }

  public TiffBuilder tiles(int widthPx, int heightPx) {
    chunkWidthPx = widthPx;
    chunkHeightPx = heightPx;
    return this;
  }

  public TiffBuilder rowsPerStrip(int rows) {
    chunkWidthPx = 0;
    chunkHeightPx = rows;
    return this;
  }

  /** Leaves out every n-th strip or tile: offset and length are 0. */
  public TiffBuilder sparse(int every) {
    sparseEvery = every;
    return this;
  }

  /** Adds a page; bits are 8 or 16. Settings stay for the next page, its fields do not. */
  public TiffBuilder page(int widthPx, int heightPx, int samples, int bits, Samples values) {
    boolean tiled = chunkWidthPx > 0;
    int columns = tiled ? chunkWidthPx : widthPx;
    int rows = chunkHeightPx > 0 ? chunkHeightPx : heightPx;
    boolean separate =
        fields.getOrDefault(TiffDirectory.PLANAR_CONFIGURATION, new int[] {1})[0] == 2;
    List<Integer> offsets = new ArrayList<>();
    List<Integer> lengths = new ArrayList<>();
    for (int plane = 0; plane < (separate ? samples : 1); plane++) {
      for (int top = 0; top < heightPx; top += rows) {
        for (int left = 0; left < widthPx; left += columns) {
          int chunkRows = tiled ? rows : Math.min(rows, heightPx - top);
          ByteBuffer chunk = bytes(chunkRows * columns * (separate ? 1 : samples) * bits / 8);
          for (int i = 0; i < chunkRows * columns; i++) {
            int x = Math.min(widthPx - 1, left + i % columns);
            int y = Math.min(heightPx - 1, top + i / columns);
            for (int s = separate ? plane : 0; s < (separate ? plane + 1 : samples); s++) {
              put(chunk, bits, values.at(x, y, s));
            }
          }
          boolean isSparse = sparseEvery > 0 && offsets.size() % sparseEvery == 0;
          byte[] data = isSparse ? new byte[0] : compress(chunk.array());
          offsets.add(isSparse ? 0 : out.size());
          lengths.add(data.length);
          out.writeBytes(data);
        }
      }
    }
    describe(widthPx, heightPx, samples, bits, compression);
    if (tiled) {
      field(TiffDirectory.TILE_WIDTH, columns).field(TiffDirectory.TILE_HEIGHT, rows);
    } else {
      field(TiffDirectory.ROWS_PER_STRIP, rows);
    }
    field(tiled ? TiffDirectory.TILE_OFFSETS : TiffDirectory.STRIP_OFFSETS, array(offsets));
    field(tiled ? TiffDirectory.TILE_BYTE_COUNTS : TiffDirectory.STRIP_BYTE_COUNTS, array(lengths));
    writeDirectory();
    return this;
  }

  /** Adds a page of 8 bits per sample whose only strip is a JPEG file. */
  public TiffBuilder jpegPage(int widthPx, int heightPx, int samples, byte[] jpeg) {
    field(TiffDirectory.STRIP_OFFSETS, out.size());
    field(TiffDirectory.STRIP_BYTE_COUNTS, jpeg.length)
        .field(TiffDirectory.ROWS_PER_STRIP, heightPx);
    out.writeBytes(jpeg);
    align();
    describe(widthPx, heightPx, samples, 8, JPEG);
    writeDirectory();
    return this;
  }

  private void describe(int widthPx, int heightPx, int samples, int bits, int encoding) {
    int[] depths = new int[samples];
    Arrays.fill(depths, bits);
    field(TiffDirectory.WIDTH, widthPx).field(TiffDirectory.HEIGHT, heightPx);
    field(TiffDirectory.BITS_PER_SAMPLE, depths).field(TiffDirectory.COMPRESSION, encoding);
    field(TiffDirectory.SAMPLES_PER_PIXEL, samples);
  }

  private static int[] array(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }

  private static void put(ByteBuffer buffer, int bits, int value) {
    if (bits == 8) {
      buffer.put((byte) value);
    } else if (bits == 16) {
      buffer.putShort((short) value);
    } else {
      buffer.putInt(value);
    }
  }

  private byte[] compress(byte[] data) {
    if (compression == NONE) {
      return data;
    }
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    if (compression == PACK_BITS) {
      for (int at = 0; at < data.length; at += 128) {
        int length = Math.min(128, data.length - at);
        compressed.write(length - 1);
        compressed.write(data, at, length);
      }
      return compressed.toByteArray();
    }
    Deflater deflater = new Deflater();
    deflater.setInput(data);
    deflater.finish();
    byte[] buffer = new byte[1024];
    while (!deflater.finished()) {
      compressed.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return compressed.toByteArray();
  }

  private void writeDirectory() {
    ByteBuffer entries = bytes(2 + 12 * fields.size() + 4).putShort((short) fields.size());
    fields.forEach(
        (tag, values) -> {
          // Integers are LONG, except where readers insist on SHORT.
          boolean isShort =
              tag == TiffDirectory.BITS_PER_SAMPLE || (values.length == 1 && tag < 273);
          int valueBytes = isShort ? 2 : 4;
          ByteBuffer array = bytes(Math.max(4, valueBytes * values.length));
          for (int value : values) {
            put(array, 8 * valueBytes, value);
          }
          entries.putShort(tag.shortValue()).putShort((short) (isShort ? 3 : 4));
          entries.putInt(values.length);
          if (valueBytes * values.length > 4) {
            align();
            entries.putInt(out.size());
            out.writeBytes(array.array());
          } else {
            entries.put(array.array());
          }
        });
    align();
    pageEntries.add(out.size());
    out.writeBytes(entries.array());
    fields.clear();
  }

  private void align() {
    if (out.size() % 2 != 0) {
      out.write(0);
    }
  }

  /** The offset of the directory of a page. */
  public int directoryAt(int page) {
    return pageEntries.get(page);
  }

  /** The file with all pages, one after the other. */
  public byte[] build() {
    return build(pageEntries.size());
  }

  /** The file with the first pages in its list; the others are only referred to by fields. */
  public byte[] build(int listed) {
    ByteBuffer file = ByteBuffer.wrap(out.toByteArray()).order(order);
    int pointerAt = 4;
    for (int directory : pageEntries.subList(0, listed)) {
      file.putInt(pointerAt, directory);
      pointerAt = directory + 2 + 12 * file.getShort(directory);
    }
    return file.array();
  }
}
