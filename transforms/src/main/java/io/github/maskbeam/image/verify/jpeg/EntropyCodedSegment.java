// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify.jpeg;

import io.github.maskbeam.image.ByteView;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The data between two markers of a JPEG scan, without byte stuffing (T.81, F.1.2.3). The data is
 * padded with zeros for the length of the longest possible block, so callers check only after each
 * block that {@link #position()} does not exceed {@link #bits()}. Not thread-safe.
 */
final class EntropyCodedSegment {
  private static final VarHandle LONG_BIG_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  // At least 64 coefficients of 16 + 15 bits, plus the eight bytes of a window.
  private static final int PADDING_BYTES = 512;

  /** Three bytes occur within 1,024 random ones in 1 of 16,000 cases. */
  private static final int REPEAT_BYTES = 3;

  private static final int REPEAT_WITHIN_BYTES = 1024;

  private final ByteView file;
  private final JpegParts parts;
  private byte[] unstuffed = new byte[0];
  private int unstuffedLength;
  private int start;
  private int markerAt;
  private int marker;
  private int afterMarker;
  private long position;

  /**
   * Creates a reader of the data of a file.
   *
   * @param parts gets the data that is needed
   */
  EntropyCodedSegment(ByteView file, JpegParts parts) {
    this.file = file;
    this.parts = parts;
  }

  /** Loads the data from this offset up to the next marker or the end of the file. */
  void load(int offset) {
    start = offset;
    byte[] content = file.content();
    int capacity = content.length - start + PADDING_BYTES;
    if (unstuffed.length < capacity) {
      unstuffed = new byte[capacity];
    }
    int from = start;
    int length = 0;
    while (true) {
      int at = file.indexOfMarker(from);
      System.arraycopy(content, from, unstuffed, length, at - from);
      length += at - from;
      int after = at + 1;
      while (after < content.length && content[after] == (byte) 0xFF) {
        after++;
      }
      if (after >= content.length) {
        markerAt = content.length;
        marker = 0;
        break;
      }
      if (content[after] != 0) {
        markerAt = at;
        marker = content[after] & 0xFF;
        from = after + 1;
        break;
      }
      unstuffed[length++] = (byte) 0xFF;
      from = after + 1;
    }
    Arrays.fill(unstuffed, length, length + PADDING_BYTES, (byte) 0);
    unstuffedLength = length;
    position = 0;
    afterMarker = from;
  }

  /** The bits from {@code position} on, at the top of a long; at least 57 of them are valid. */
  static long window(byte[] bytes, long position) {
    return (long) LONG_BIG_ENDIAN.get(bytes, (int) (position >>> 3)) << (position & 7);
  }

  byte[] bytes() {
    return unstuffed;
  }

  long bits() {
    return (long) unstuffedLength << 3;
  }

  long position() {
    return position;
  }

  void position(long bit) {
    this.position = bit;
  }

  /** The marker after the data, or 0 at the end of the file. */
  int marker() {
    return marker;
  }

  /** The offset of that marker, or the length of the file. */
  int markerAt() {
    return markerAt;
  }

  /** Adds the data that was read to the parts of the image. */
  void keepRead() {
    parts.add(start, readTo());
  }

  /** Adds the marker after the data to the parts of the image. */
  void keepMarker() {
    parts.add(markerAt, afterMarker);
  }

  /** The offset in the file after the byte with the last bit that was read. */
  int readTo() {
    long bytes = (position + 7) >>> 3;
    if (bytes == unstuffedLength) {
      return markerAt;
    }
    byte[] content = file.content();
    int at = start;
    for (long i = 0; i < bytes; i++) {
      while (content[at] == (byte) 0xFF) {
        at++;
      }
      at++;
    }
    return at;
  }

  /** The offset after that marker. */
  int afterMarker() {
    return afterMarker;
  }

  /** Whether the bits {@code from} to {@code to} (exclusive) are ones, as in padding. */
  boolean areOnes(long from, long to) {
    for (long bit = from; bit < to; bit++) {
      if ((unstuffed[(int) (bit >>> 3)] >> (7 - (bit & 7)) & 1) == 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether the bytes before the position occur again after it. Compressed data does not repeat
   * itself, so they are part of what follows the image data.
   */
  boolean repeats() {
    int end = (int) ((position + 7) >>> 3);
    int to = Math.min(unstuffedLength, end + REPEAT_WITHIN_BYTES) - REPEAT_BYTES;
    for (int at = end; end >= REPEAT_BYTES && at <= to; at++) {
      if (Arrays.equals(unstuffed, end - REPEAT_BYTES, end, unstuffed, at, at + REPEAT_BYTES)) {
        return true;
      }
    }
    return false;
  }

  /** The number of bytes after the position, without the padding that some encoders write. */
  int unreadBytes() {
    int unread = 0;
    for (int i = (int) ((position + 7) >>> 3); i < unstuffedLength; i++) {
      if (unstuffed[i] != 0 && unstuffed[i] != (byte) 0xFF) {
        unread++;
      }
    }
    return unread;
  }
}
