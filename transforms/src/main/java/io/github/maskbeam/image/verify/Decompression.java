// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.Interruption;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Tells to how many bytes packed data would unpack, without keeping them. */
final class Decompression {
  private static final int MAX_CODES = 4096;
  private static final int MAX_CODE_BITS = 12;
  private static final int BUFFER_BYTES = 1 << 16;

  private Decompression() {}

  /** PackBits (TIFF 6.0, section 9); counts no further than {@code enough}. */
  static long packBitsBytes(byte[] content, int offset, int length, long enough) {
    long bytes = 0;
    int at = offset;
    int end = offset + length;
    while (at < end && bytes < enough) {
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

  /** Deflate in a zlib stream (RFC 1950); counts little further than {@code enough}. */
  static long zlibBytes(byte[] content, int offset, int length, long enough) throws ImageException {
    Inflater inflater = new Inflater();
    try {
      // Direct buffers: inflating arrays keeps the garbage collector of the whole JVM from working.
      ByteBuffer packed = ByteBuffer.allocateDirect(BUFFER_BYTES);
      ByteBuffer unpacked = ByteBuffer.allocateDirect(BUFFER_BYTES);
      int taken = 0;
      long bytes = 0;
      int step = 1;
      // On to the end, where there is one soon: the checksum stands there.
      while (bytes < enough + BUFFER_BYTES && step > 0) {
        Interruption.check();
        if (inflater.needsInput() && taken < length) {
          int piece = Math.min(BUFFER_BYTES, length - taken);
          inflater.setInput(packed.clear().put(content, offset + taken, piece).flip());
          taken += piece;
        }
        step = inflater.inflate(unpacked.clear());
        bytes += step;
      }
      return bytes;
    } catch (DataFormatException e) {
      throw ImageException.corrupt("the compressed data is invalid: %s", e.getMessage());
    } finally {
      inflater.end();
    }
  }

  /** LZW as TIFF 6.0, section 13, has it: high bits first, code widths grow one code early. */
  static long tiffLzwBytes(byte[] content, int offset, int length, long enough)
      throws ImageException {
    return lzwBytes(content, offset, length, enough, 8, true);
  }

  /** LZW as GIF 89a, appendix F, has it: low bits first; the data without its block lengths. */
  static long gifLzwBytes(byte[] content, int length, long enough, int literalBits)
      throws ImageException {
    return lzwBytes(content, 0, length, enough, literalBits, false);
  }

  private static long lzwBytes(
      byte[] content, int offset, int length, long enough, int literalBits, boolean isTiff)
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
    for (long codes = 0; bytes < enough && bit + width <= bits; codes++) {
      Interruption.checkAt(codes);
      int code =
          isTiff ? highFirst(content, offset, bit, width) : lowFirst(content, offset, bit, width);
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
        throw ImageException.corrupt("the LZW data holds code %d, which is not defined yet", code);
      }
      if (previous >= 0 && next < MAX_CODES) {
        lengthOfCode[next++] = lengthOfCode[previous] + 1;
      }
      if (code >= next) {
        throw ImageException.corrupt("the LZW data holds code %d, which is not defined yet", code);
      }
      bytes += lengthOfCode[code];
      previous = code;
      if (next + (isTiff ? 1 : 0) >= 1 << width && width < MAX_CODE_BITS) {
        width++;
      }
    }
    return bytes;
  }

  private static int highFirst(byte[] content, int offset, long bit, int width) {
    int code = 0;
    for (int i = 0; i < width; i++, bit++) {
      code = code << 1 | (content[offset + (int) (bit >> 3)] >> (7 - (bit & 7)) & 1);
    }
    return code;
  }

  private static int lowFirst(byte[] content, int offset, long bit, int width) {
    int code = 0;
    for (int i = 0; i < width; i++, bit++) {
      code |= (content[offset + (int) (bit >> 3)] >> (bit & 7) & 1) << i;
    }
    return code;
  }
}
