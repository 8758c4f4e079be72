// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.testing;

import io.github.maskbeam.image.ByteView;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.exif.TiffDirectory;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Builds a TIFF directory of typed fields, as in a GeoTIFF or an EXIF block, without pixels. */
@SuppressWarnings("ByteBufferBackingArray") // All buffers are allocated here, or wrap whole arrays.
public final class TiffFields {
  private static final int HEADER_BYTES = 8;
  private static final int ENTRY_BYTES = 12;
  private static final short ASCII = 2;
  private static final short SHORT = 3;
  private static final short LONG = 4;
  private static final short RATIONAL = 5;
  private static final short DOUBLE = 12;

  private final ByteOrder order;
  private final Map<Integer, Field> fields = new TreeMap<>();

  public TiffFields(ByteOrder order) {
    this.order = order;
  }

  private static final class Field {
    private final short type;
    private final int count;
    private final byte[] bytes;
    private final TiffFields child;

    private Field(short type, int count, byte[] bytes, TiffFields child) {
      this.type = type;
      this.count = count;
      this.bytes = bytes;
      this.child = child;
    }
  }

  private ByteBuffer bytes(int count) {
    return ByteBuffer.allocate(count).order(order);
  }

  public TiffFields shorts(int tag, int... values) {
    ByteBuffer buffer = bytes(2 * values.length);
    for (int value : values) {
      buffer.putShort((short) value);
    }
    return put(tag, new Field(SHORT, values.length, buffer.array(), null));
  }

  public TiffFields doubles(int tag, double... values) {
    ByteBuffer buffer = bytes(8 * values.length);
    for (double value : values) {
      buffer.putDouble(value);
    }
    return put(tag, new Field(DOUBLE, values.length, buffer.array(), null));
  }

  /** Pairs of numerator and denominator. */
  public TiffFields rationals(int tag, long... pairs) {
    ByteBuffer buffer = bytes(4 * pairs.length);
    for (long value : pairs) {
      buffer.putInt((int) value);
    }
    return put(tag, new Field(RATIONAL, pairs.length / 2, buffer.array(), null));
  }

  public TiffFields text(int tag, String text) {
    byte[] ascii = (text + "\0").getBytes(StandardCharsets.US_ASCII);
    return put(tag, new Field(ASCII, ascii.length, ascii, null));
  }

  public TiffFields child(int tag, TiffFields child) {
    return put(tag, new Field(LONG, 1, new byte[4], child));
  }

  private TiffFields put(int tag, Field field) {
    fields.put(tag, field);
    return this;
  }

  public byte[] build() {
    byte magic = (byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M');
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        bytes(HEADER_BYTES).put(magic).put(magic).putShort((short) 42).putInt(8).array());
    out.writeBytes(directory(HEADER_BYTES));
    return out.toByteArray();
  }

  private byte[] directory(int at) {
    ByteBuffer entries = bytes(2 + ENTRY_BYTES * fields.size() + 4).putShort((short) fields.size());
    ByteArrayOutputStream values = new ByteArrayOutputStream();
    int valuesAt = at + entries.capacity();
    fields.forEach(
        (tag, field) -> {
          entries.putShort(tag.shortValue()).putShort(field.type).putInt(field.count);
          byte[] bytes =
              field.child == null ? field.bytes : field.child.directory(valuesAt + values.size());
          if (field.child == null && bytes.length <= 4) {
            entries.put(bytes).put(new byte[4 - bytes.length]);
            return;
          }
          entries.putInt(valuesAt + values.size());
          values.writeBytes(bytes);
          if (values.size() % 2 != 0) {
            values.write(0);
          }
        });
    ByteArrayOutputStream directory = new ByteArrayOutputStream();
    directory.writeBytes(entries.array());
    directory.writeBytes(values.toByteArray());
    return directory.toByteArray();
  }

  public TiffDirectory read() throws ImageException {
    return TiffDirectory.readFirst(new ByteView(build()));
  }

  /** A JPEG file with these fields as its EXIF block. */
  public byte[] inJpeg(byte[] jpeg) {
    byte[] block = build();
    ByteBuffer segment = ByteBuffer.allocate(block.length + 10);
    segment.putShort((short) 0xFFE1).putShort((short) (block.length + 8));
    segment.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII)).put(block);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.writeBytes(segment.array());
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }
}
