// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify;

import io.github.maskbeam.image.ByteView;
import io.github.maskbeam.image.FormatReader;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageFormat;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.image.Orientation;
import io.github.maskbeam.image.exif.ExifOrientation;
import java.util.zip.CRC32;

/**
 * PNG (W3C, third edition). Every critical chunk must be whole and match its CRC, which covers all
 * pixels; libpng then inflates them and is strict itself. A wrong CRC in an ancillary chunk (text,
 * colour profile, EXIF) is passed over, as libpng does.
 */
public final class PngReader implements FormatReader {
  private static final int SIGNATURE_BYTES = 8;
  private static final int CHUNK_BYTES = 12;
  private static final int HEADER_BYTES = 13;
  private static final int PALETTE = 3;
  // Indexed by colour type: the bit depths it may have, as a set of bits.
  private static final int[] DEPTHS_OF_COLOUR_TYPE = {
    1 << 1 | 1 << 2 | 1 << 4 | 1 << 8 | 1 << 16,
    0,
    1 << 8 | 1 << 16,
    1 << 1 | 1 << 2 | 1 << 4 | 1 << 8,
    1 << 8 | 1 << 16,
    0,
    1 << 8 | 1 << 16
  };

  @Override
  public ImageHeader header(ByteView file) throws ImageException {
    int start = SIGNATURE_BYTES + 8;
    String part = "the PNG header";
    file.require(SIGNATURE_BYTES, 8, part);
    if (!file.matches(SIGNATURE_BYTES + 4, "IHDR")
        || file.u32BigEndian(SIGNATURE_BYTES, part) != HEADER_BYTES) {
      throw ImageException.corrupt("the PNG does not start with an IHDR chunk of 13 bytes");
    }
    requireCrc(file, SIGNATURE_BYTES, HEADER_BYTES);
    int depth = file.u8(start + 8L, part);
    int colourType = file.u8(start + 9L, part);
    if (colourType >= DEPTHS_OF_COLOUR_TYPE.length
        || depth > 16
        || (DEPTHS_OF_COLOUR_TYPE[colourType] >> depth & 1) == 0) {
      throw ImageException.corrupt(
          "the PNG header has colour type %d with %d bits, which PNG does not have",
          colourType, depth);
    }
    return ImageHeader.of(
        ImageFormat.PNG,
        file.u32BigEndian(start, part),
        file.u32BigEndian(start + 4L, part),
        orientation(file));
  }

  /** From eXIf, which may stand anywhere between header and end; a broken walk is for the check. */
  private static int orientation(ByteView file) throws ImageException {
    long at = SIGNATURE_BYTES;
    while (at + CHUNK_BYTES <= file.length()) {
      long length = file.u32BigEndian(at, "a PNG chunk");
      long end = at + 8 + length;
      if (file.matches(at + 4, "eXIf") && end <= file.length()) {
        return ExifOrientation.read(file, (int) at + 8, (int) end);
      }
      at = end + 4;
    }
    return Orientation.UPRIGHT;
  }

  @Override
  public long decoderMemoryBytes(ByteView file, ImageHeader header) {
    return header.pixels() / 4;
  }

  /**
   * Checks the chunks and gives a PNG of the critical ones alone: no animation, text or profile has
   * a say in the pixels, and OpenCV 4.13 can crash on a damaged animation.
   */
  @Override
  public byte[] verify(ByteView file, ImageHeader header) throws ImageException {
    byte[] critical = new byte[criticalBytes(file)];
    System.arraycopy(file.content(), 0, critical, 0, SIGNATURE_BYTES);
    int copied = SIGNATURE_BYTES;
    boolean needsPalette = file.u8(SIGNATURE_BYTES + 17L, "the PNG header") == PALETTE;
    boolean palette = false;
    boolean pixels = false;
    boolean ended = false;
    for (long at = SIGNATURE_BYTES; !ended; ) {
      long length = file.u32BigEndian(at, "a PNG chunk");
      requireChunkType(file, at);
      file.require(at, length + CHUNK_BYTES, "a PNG chunk");
      if (Character.isUpperCase(file.u8(at + 4, "a PNG chunk"))) {
        requireCrc(file, at, length);
        int chunkBytes = (int) length + CHUNK_BYTES;
        System.arraycopy(file.content(), (int) at, critical, copied, chunkBytes);
        copied += chunkBytes;
      }
      palette |= file.matches(at + 4, "PLTE");
      if (file.matches(at + 4, "IDAT")) {
        pixels = true;
        if (needsPalette && !palette) {
          throw ImageException.corrupt("the PNG has palette colours, but no palette");
        }
      }
      ended = file.matches(at + 4, "IEND");
      at += length + CHUNK_BYTES;
    }
    if (!pixels) {
      throw ImageException.corrupt("the PNG has no pixels (no IDAT chunk)");
    }
    return critical;
  }

  /** The bytes of the signature and all critical chunks; where one is cut, the copying will say. */
  private static int criticalBytes(ByteView file) throws ImageException {
    long critical = SIGNATURE_BYTES;
    boolean ended = false;
    for (long at = SIGNATURE_BYTES; !ended && at + CHUNK_BYTES <= file.length(); ) {
      long chunkBytes = file.u32BigEndian(at, "a PNG chunk") + CHUNK_BYTES;
      if (at + chunkBytes > file.length()) {
        break;
      }
      critical += Character.isUpperCase(file.u8(at + 4, "a PNG chunk")) ? chunkBytes : 0;
      ended = file.matches(at + 4, "IEND");
      at += chunkBytes;
    }
    return (int) critical;
  }

  private static void requireChunkType(ByteView file, long at) throws ImageException {
    for (int i = 4; i < 8; i++) {
      int letter = file.u8(at + i, "a PNG chunk") | 0x20;
      if (letter < 'a' || letter > 'z') {
        throw ImageException.corrupt("at byte %d of the PNG stands no chunk", at);
      }
    }
  }

  private static void requireCrc(ByteView file, long at, long length) throws ImageException {
    file.require(at, length + CHUNK_BYTES, "a PNG chunk");
    CRC32 crc = new CRC32();
    crc.update(file.content(), (int) at + 4, (int) length + 4);
    if (crc.getValue() != file.u32BigEndian(at + 8 + length, "a PNG chunk")) {
      throw ImageException.corrupt("the PNG chunk at byte %d does not match its CRC", at);
    }
  }
}
