// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A bounds-checked view of a file's bytes. Reading past the end throws an {@link ImageException}
 * with the code {@code TRUNCATED}, and no other exception. The array is not copied.
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

  /**
   * Checks that the file has {@code count} bytes from offset {@code at}.
   *
   * @param part the name of the structure to read, for the message
   */
  public void require(long at, long count, String part) throws ImageException {
    if (at < 0 || count < 0 || at > content.length - count) {
      throw ImageException.truncated(
          "the file ends after %d bytes, within %s (bytes %d to %d)",
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

  /** Whether the bytes from offset {@code at} are these Latin-1 characters; false past the end. */
  public boolean matches(long at, String latin1) {
    if (at < 0 || at + latin1.length() > content.length) {
      return false;
    }
    for (int i = 0; i < latin1.length(); i++) {
      if (content[(int) at + i] != (byte) latin1.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The offset of the first byte 0xFF at or after {@code at}; the file's length if none. */
  public int indexOfMarker(int at) {
    int position = at;
    // Eight bytes per step, because this scans nearly every byte of a JPEG file.
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
