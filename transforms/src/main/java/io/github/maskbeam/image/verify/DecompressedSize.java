// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.Interruption;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Counts the bytes that compressed data decompresses to, without storing them. */
final class DecompressedSize {
  private static final int MAX_CODES = 4096;
  private static final int MAX_CODE_BITS = 12;
  private static final int BUFFER_BYTES = 1 << 16;

  private DecompressedSize() {}

  /** PackBits (TIFF 6.0, section 9). Stops once {@code maxBytes} are counted. */
  static long ofPackBits(byte[] content, int offset, int length, long maxBytes) {
    long bytes = 0;
    int at = offset;
    int end = offset + length;
    while (at < end && bytes < maxBytes) {
      int control = content[at++];
      if (control >= 0) {
        at += control + 1;
        bytes += at <= end ? control + 1 : 0;
      } else if (control != -128) {
        at++;
        bytes += at <= end ? 1 - control : 0;
      }
    }
    return bytes;
  }

  /** Deflate in a zlib stream (RFC 1950). Stops soon after {@code maxBytes} are counted. */
  static long ofZlib(byte[] content, int offset, int length, long maxBytes) throws ImageException {
    Inflater inflater = new Inflater();
    try {
      // Direct buffers, because inflating arrays blocks the garbage collector of the JVM.
      ByteBuffer compressed = ByteBuffer.allocateDirect(BUFFER_BYTES);
      ByteBuffer decompressed = ByteBuffer.allocateDirect(BUFFER_BYTES);
      int consumed = 0;
      long bytes = 0;
      int inflated = 1;
      // Continues past maxBytes so that the checksum at the end of the stream is verified.
      while (bytes < maxBytes + BUFFER_BYTES && inflated > 0) {
        Interruption.check();
        if (inflater.needsInput() && consumed < length) {
          int part = Math.min(BUFFER_BYTES, length - consumed);
          inflater.setInput(compressed.clear().put(content, offset + consumed, part).flip());
          consumed += part;
        }
        inflated = inflater.inflate(decompressed.clear());
        bytes += inflated;
      }
      return bytes;
    } catch (DataFormatException e) {
      throw ImageException.corrupt("the compressed data is invalid: %s", e.getMessage());
    } finally {
      inflater.end();
    }
  }

  /** LZW of TIFF 6.0, section 13: most significant bit first, code width grows one code early. */
  static long ofTiffLzw(byte[] content, int offset, int length, long maxBytes)
      throws ImageException {
    return ofLzw(content, offset, length, maxBytes, 8, true);
  }

  /** LZW of GIF 89a, appendix F: least significant bit first; without the sub-block lengths. */
  static long ofGifLzw(byte[] content, int length, long maxBytes, int literalBits)
      throws ImageException {
    return ofLzw(content, 0, length, maxBytes, literalBits, false);
  }

  private static long ofLzw(
      byte[] content, int offset, int length, long maxBytes, int literalBits, boolean isTiff)
      throws ImageException {
    int clear = 1 << literalBits;
    int end = clear + 1;
    int[] lengthOfCode = new int[MAX_CODES];
    Arrays.fill(lengthOfCode, 0, clear, 1);
    int next = end + 1;
    int width = literalBits + 1;
    int previous = -1;
    long bytes = 0;
    long bit = 0;
    long bits = 8L * length;
    for (long codes = 0; bytes < maxBytes && bit + width <= bits; codes++) {
      Interruption.checkAt(codes);
      int code =
          isTiff
              ? readMsbFirst(content, offset, bit, width)
              : readLsbFirst(content, offset, bit, width);
      bit += width;
      if (code == end) {
        break;
      }
      if (code == clear) {
        next = end + 1;
        width = literalBits + 1;
        previous = -1;
        continue;
      }
      if (code > next || (code == next && previous < 0) || (previous < 0 && code > clear)) {
        throw ImageException.corrupt("the LZW data contains code %d before it is defined", code);
      }
      if (previous >= 0 && next < MAX_CODES) {
        lengthOfCode[next++] = lengthOfCode[previous] + 1;
      }
      if (code >= next) {
        throw ImageException.corrupt("the LZW data contains code %d before it is defined", code);
      }
      bytes += lengthOfCode[code];
      previous = code;
      if (next + (isTiff ? 1 : 0) >= 1 << width && width < MAX_CODE_BITS) {
        width++;
      }
    }
    return bytes;
  }

  private static int readMsbFirst(byte[] content, int offset, long bit, int width) {
    int code = 0;
    for (int i = 0; i < width; i++, bit++) {
      code = code << 1 | (content[offset + (int) (bit >> 3)] >> (7 - (bit & 7)) & 1);
    }
    return code;
  }

  private static int readLsbFirst(byte[] content, int offset, long bit, int width) {
    int code = 0;
    for (int i = 0; i < width; i++, bit++) {
      code |= (content[offset + (int) (bit >> 3)] >> (bit & 7) & 1) << i;
    }
    return code;
  }
}
