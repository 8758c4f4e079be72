// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The bytes of a file, read with bounds checks: whatever offset a file names, reading past its end
 * is {@code TRUNCATED} and never another exception. Shares the array that it is given.
 */
public final class ByteView {
  private static final VarHandle LONG_BIG_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private final byte[] content;

  public ByteView(byte[] content) {
    this.content = content;
  }

  public byte[] content() {
    return content;
  }

  public int length() {
    return content.length;
  }

  /** Says that the file must hold {@code count} bytes at {@code at}, which are a {@code part}. */
  public void require(long at, long count, String part) throws ImageException {
    if (at < 0 || count < 0 || at > content.length - count) {
      throw ImageException.truncated(
          "the file ends after %d bytes, inside %s (bytes %d to %d)",
          content.length, part, at, at + count);
    }
  }

  public int u8(long at, String part) throws ImageException {
    require(at, 1, part);
    return content[(int) at] & 0xFF;
  }

  public int u16BigEndian(long at, String part) throws ImageException {
    require(at, 2, part);
    return (content[(int) at] & 0xFF) << 8 | (content[(int) at + 1] & 0xFF);
  }

  public int u16LittleEndian(long at, String part) throws ImageException {
    return Integer.reverseBytes(u16BigEndian(at, part)) >>> 16;
  }

  public long u32BigEndian(long at, String part) throws ImageException {
    return (long) u16BigEndian(at, part) << 16 | u16BigEndian(at + 2, part);
  }

  public long u32LittleEndian(long at, String part) throws ImageException {
    return Integer.reverseBytes((int) u32BigEndian(at, part)) & 0xFFFFFFFFL;
  }

  /** Whether the bytes at {@code at} are these ASCII characters; false past the end. */
  public boolean hasAscii(long at, String ascii) {
    if (at < 0 || at + ascii.length() > content.length) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (content[(int) at + i] != (byte) ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Where the next byte 0xFF is, from {@code at} on, or the length of the file. */
  public int indexOfMarker(int at) {
    int position = at;
    // Eight bytes a step: entropy-coded data is nearly the whole of a JPEG file.
    for (; position + Long.BYTES <= content.length; position += Long.BYTES) {
      long inverted = ~(long) LONG_BIG_ENDIAN.get(content, position);
      long zeroBytes = (inverted - LOW_BITS) & ~inverted & HIGH_BITS;
      if (zeroBytes != 0) {
        break;
      }
    }
    while (position < content.length && content[position] != (byte) 0xFF) {
      position++;
    }
    return position;
  }
}
