// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.exif;

import io.github.maskbeam.image.ByteView;
import io.github.maskbeam.image.ImageException;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** An image file directory (IFD) of a TIFF 6.0 file or an EXIF block. */
public final class TiffDirectory {
  public static final int NEW_SUBFILE_TYPE = 254;
  public static final int SUBFILE_TYPE = 255;
  public static final int WIDTH = 256;
  public static final int HEIGHT = 257;
  public static final int BITS_PER_SAMPLE = 258;
  public static final int COMPRESSION = 259;
  public static final int PHOTOMETRIC = 262;
  public static final int STRIP_OFFSETS = 273;
  public static final int ORIENTATION = 274;
  public static final int SAMPLES_PER_PIXEL = 277;
  public static final int ROWS_PER_STRIP = 278;
  public static final int STRIP_BYTE_COUNTS = 279;
  public static final int PLANAR_CONFIGURATION = 284;
  public static final int PREDICTOR = 317;
  public static final int COLOR_MAP = 320;
  public static final int TILE_WIDTH = 322;
  public static final int TILE_HEIGHT = 323;
  public static final int TILE_OFFSETS = 324;
  public static final int TILE_BYTE_COUNTS = 325;
  public static final int SUB_DIRECTORIES = 330;
  public static final int EXTRA_SAMPLES = 338;
  public static final int SAMPLE_FORMAT = 339;
  public static final int JPEG_TABLES = 347;
  public static final int MODEL_PIXEL_SCALE = 33550;
  public static final int MODEL_TIEPOINT = 33922;
  public static final int MODEL_TRANSFORMATION = 34264;
  public static final int GEO_KEY_DIRECTORY = 34735;
  public static final int GPS_DIRECTORY = 34853;

  private static final int TYPE_RATIONAL = 5;
  private static final int TYPE_FLOAT = 11;
  private static final int TYPE_DOUBLE = 12;
  private static final int MAX_TEXT_BYTES = 64;

  private static final String PART = "the TIFF directory";
  public static final int ENTRY_BYTES = 12;

  // Indexed by field type: 1 is BYTE, 2 is ASCII, 3 is SHORT, 4 is LONG and so on.
  private static final int[] BYTES_OF_TYPE = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4};
  public static final int MAX_INLINE_BYTES = 4;

  private final ByteView file;
  private final boolean littleEndian;
  private final Map<Integer, Long> entryOfTag = new TreeMap<>();
  private long end;

  private TiffDirectory(ByteView file, boolean littleEndian) {
    this.file = file;
    this.littleEndian = littleEndian;
  }

  /**
   * Reads the entries of the first directory; values are read when they are asked for.
   *
   * @throws ImageException {@code TRUNCATED} if the file ends within the directory
   */
  public static TiffDirectory readFirst(ByteView file) throws ImageException {
    return readAt(file, new TiffDirectory(file, file.matches(0, "I")).u32(4));
  }

  /**
   * Reads the entries of the directory at {@code start}.
   *
   * @throws ImageException {@code TRUNCATED} if the file ends within the directory
   */
  public static TiffDirectory readAt(ByteView file, long start) throws ImageException {
    TiffDirectory directory = new TiffDirectory(file, file.matches(0, "I"));
    int entries = directory.u16(start);
    file.require(start + 2, (long) entries * ENTRY_BYTES, PART);
    for (int i = 0; i < entries; i++) {
      long entry = start + 2 + (long) i * ENTRY_BYTES;
      directory.entryOfTag.putIfAbsent(directory.u16(entry), entry);
    }
    directory.end = start + 2 + (long) entries * ENTRY_BYTES;
    return directory;
  }

  /** The offset of the next directory of the file, or 0 if this is the last one. */
  public long nextAt() throws ImageException {
    return u32(end);
  }

  /** The fields that are present, in ascending order. */
  public Set<Integer> tags() {
    return Collections.unmodifiableSet(entryOfTag.keySet());
  }

  /** The offset of the entry of a field, which must be present. */
  public int entryAt(int tag) {
    return Math.toIntExact(entryOfTag.get(tag));
  }

  public ByteOrder byteOrder() {
    return littleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
  }

  public boolean has(int tag) {
    return entryOfTag.containsKey(tag);
  }

  /** The first value of a field, or {@code defaultValue} if the field is absent or empty. */
  public long value(int tag, long defaultValue) throws ImageException {
    return has(tag) && count(tag) > 0 ? value(tag, 0, defaultValue) : defaultValue;
  }

  /** The number of values of a field; 0 if it is absent. */
  public long count(int tag) throws ImageException {
    return has(tag) ? u32(entryOfTag.get(tag) + 4) : 0;
  }

  /** The value {@code index} of a field, or {@code defaultValue} if it has no such value. */
  public long value(int tag, long index, long defaultValue) throws ImageException {
    if (index >= count(tag)) {
      return defaultValue;
    }
    int bytes = bytesOfType(tag);
    long at = valuesAt(tag) + index * bytes;
    if (bytes == 1) {
      return file.u8(at, PART);
    }
    return bytes == 2 ? u16(at) : u32(at);
  }

  /**
   * The value {@code index} of a field as a number: of an unsigned integer, a rational, or a
   * floating-point field. NaN if the field has no such value, or its denominator is 0.
   */
  public double real(int tag, long index) throws ImageException {
    if (index >= count(tag)) {
      return Double.NaN;
    }
    long at = valuesAt(tag) + index * bytesOfType(tag);
    switch (typeOf(tag)) {
      case TYPE_RATIONAL:
        long denominator = u32(at + 4);
        return denominator == 0 ? Double.NaN : (double) u32(at) / denominator;
      case TYPE_FLOAT:
        return Float.intBitsToFloat((int) u32(at));
      case TYPE_DOUBLE:
        long high = u32(littleEndian ? at + 4 : at);
        return Double.longBitsToDouble(high << 32 | u32(littleEndian ? at : at + 4));
      default:
        return value(tag, index, 0);
    }
  }

  /** The text of an ASCII field, without trailing spaces; at most 64 bytes. Empty if absent. */
  public String text(int tag) throws ImageException {
    StringBuilder text = new StringBuilder();
    for (long i = 0; i < Math.min(count(tag), MAX_TEXT_BYTES); i++) {
      char next = (char) value(tag, i, 0);
      if (next == 0) {
        break;
      }
      text.append(next);
    }
    return text.toString().strip();
  }

  /** The directory that a field points to, if the field is present. */
  public Optional<TiffDirectory> child(int tag) throws ImageException {
    return has(tag) ? Optional.of(readAt(file, value(tag, 0))) : Optional.empty();
  }

  /** The offset in the file at which the values of a field start; the field must be present. */
  public long valuesAt(int tag) throws ImageException {
    long entry = entryOfTag.get(tag);
    boolean inline = count(tag) * bytesOfType(tag) <= MAX_INLINE_BYTES;
    return inline ? entry + 8 : u32(entry + 8);
  }

  /** The type of a field, which must be present. */
  public int typeOf(int tag) throws ImageException {
    return u16(entryOfTag.get(tag) + 2);
  }

  /** The length of one value of a field, which must be present, in bytes. */
  public int bytesOfType(int tag) throws ImageException {
    int type = typeOf(tag);
    if (type < 1 || type >= BYTES_OF_TYPE.length) {
      throw ImageException.corrupt("the TIFF field %d has the unknown type %d", tag, type);
    }
    return BYTES_OF_TYPE[type];
  }

  private int u16(long at) throws ImageException {
    return littleEndian ? file.u16LittleEndian(at, PART) : file.u16BigEndian(at, PART);
  }

  private long u32(long at) throws ImageException {
    return littleEndian ? file.u32LittleEndian(at, PART) : file.u32BigEndian(at, PART);
  }
}
