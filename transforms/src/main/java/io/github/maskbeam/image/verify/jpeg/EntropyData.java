// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify.jpeg;

import io.github.maskbeam.image.ByteView;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The bits between two markers of a JPEG scan, with the stuffed zero bytes taken out (T.81,
 * F.1.2.3). Reading past their end gives zeros, for at least as long as one block can be; who reads
 * compares {@link #position()} with {@link #bits()} after each block.
 */
final class EntropyData {
  private static final VarHandle LONG_BIG_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  // 64 coefficients of at most 16 + 15 bits, and the eight bytes that a window reads.
  private static final int PADDING_BYTES = 512;

  private final ByteView file;
  private byte[] clean = new byte[0];
  private int cleanLength;
  private int markerAt;
  private int marker;
  private int afterMarker;
  private long position;

  EntropyData(ByteView file) {
    this.file = file;
  }

  /** Takes the data that starts at {@code start}, up to the next marker or the end of the file. */
  void load(int start) {
    byte[] content = file.content();
    int room = content.length - start + PADDING_BYTES;
    if (clean.length < room) {
      clean = new byte[room];
    }
    int from = start;
    int length = 0;
    while (true) {
      int at = file.indexOfMarker(from);
      System.arraycopy(content, from, clean, length, at - from);
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
      clean[length++] = (byte) 0xFF;
      from = after + 1;
    }
    Arrays.fill(clean, length, length + PADDING_BYTES, (byte) 0);
    cleanLength = length;
    position = 0;
    afterMarker = from;
  }

  /** The 57 or more next bits, at the top of a long. */
  static long window(byte[] bytes, long position) {
    return (long) LONG_BIG_ENDIAN.get(bytes, (int) (position >>> 3)) << (position & 7);
  }

  byte[] bytes() {
    return clean;
  }

  long bits() {
    return (long) cleanLength << 3;
  }

  long position() {
    return position;
  }

  void position(long bit) {
    this.position = bit;
  }

  /** The marker that ends the data, or 0 where the file ends. */
  int marker() {
    return marker;
  }

  /** Where that marker is, or the length of the file. */
  int markerAt() {
    return markerAt;
  }

  /** The position after the marker that ends the data. */
  int afterMarker() {
    return afterMarker;
  }

  /** Bytes that nobody has read and that are not padding, which some encoders leave behind. */
  int unreadBytes() {
    int unread = 0;
    for (int i = (int) ((position + 7) >>> 3); i < cleanLength; i++) {
      if (clean[i] != 0 && clean[i] != (byte) 0xFF) {
        unread++;
      }
    }
    return unread;
  }
}
