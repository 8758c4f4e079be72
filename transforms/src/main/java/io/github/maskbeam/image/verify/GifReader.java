// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify;

import io.github.maskbeam.image.ByteView;
import io.github.maskbeam.image.Decodable;
import io.github.maskbeam.image.FormatReader;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageFormat;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.image.Orientation;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** The first frame of GIF 87a and 89a. Its LZW data must contain every pixel. */
final class GifReader implements FormatReader {
  private static final int SCREEN_END = 13;
  private static final int BACKGROUND_AT = 11;
  private static final int EXTENSION = 0x21;
  private static final int IMAGE = 0x2C;
  private static final int TRAILER = 0x3B;
  private static final int GRAPHIC_CONTROL = 0xF9;
  private static final int DESCRIPTOR_BYTES = 10;
  private static final int MAX_LITERAL_BITS = 8;

  /** The frame with four channels, and its color indices. */
  private static final int BYTES_PER_PIXEL = 6;

  private static final String PART = "a GIF block";

  @Override
  public ImageHeader header(ByteView file) throws ImageException {
    file.require(0, SCREEN_END, "the GIF header");
    return ImageHeader.of(
        ImageFormat.GIF,
        file.u16LittleEndian(6, PART),
        file.u16LittleEndian(8, PART),
        Orientation.UPRIGHT);
  }

  @Override
  public long decoderMemoryBytes(ByteView file, ImageHeader header) {
    return BYTES_PER_PIXEL * header.pixels();
  }

  /**
   * Verifies the first frame and returns a GIF with only that frame, because OpenCV parses all
   * frames and can fail on a later one.
   */
  @Override
  public Decodable verify(ByteView file, ImageHeader header) throws ImageException {
    int tableEnd = SCREEN_END + colorTableBytes(file.u8(10, PART));
    file.require(0, tableEnd, "the GIF color table");
    ByteArrayOutputStream single = new ByteArrayOutputStream();
    single.write(file.content(), 0, tableEnd);
    int at = tableEnd;
    boolean found = false;
    while (at < file.length()) {
      int start = at;
      int kind = file.u8(at, PART);
      if (kind == EXTENSION) {
        boolean control = file.u8(at + 1L, PART) == GRAPHIC_CONTROL;
        at = endOfBlocks(file, at + 2);
        if (control && !found) {
          single.write(file.content(), start, at - start);
        }
      } else if (kind == IMAGE) {
        at = found ? endOfImage(file, at) : verifyFrame(file, header, at);
        if (!found) {
          single.write(file.content(), start, at - start);
        }
        found = true;
      } else if (kind == TRAILER || found) {
        break;
      } else {
        throw ImageException.corrupt("the GIF has an unknown block 0x%02X at byte %d", kind, at);
      }
    }
    if (!found && at >= file.length()) {
      throw ImageException.truncated(
          "the file ends after %d bytes, before the first frame of the GIF", at);
    }
    if (!found) {
      throw ImageException.corrupt("the GIF has no frame");
    }
    single.write(TRAILER);
    byte[] bytes = single.toByteArray();
    makeBackgroundValid(bytes);
    return Decodable.of(bytes);
  }

  /** OpenCV rejects a background color outside the color table, even if no pixel uses it. */
  private static void makeBackgroundValid(byte[] gif) {
    if ((gif[BACKGROUND_AT] & 0xFF) >= colorTableBytes(gif[10]) / 3) {
      gif[BACKGROUND_AT] = 0;
    }
  }

  private static int colorTableBytes(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }

  private static int endOfImage(ByteView file, int at) throws ImageException {
    int flags = file.u8(at + 9L, PART);
    return endOfBlocks(file, at + DESCRIPTOR_BYTES + colorTableBytes(flags) + 1);
  }

  private static int verifyFrame(ByteView file, ImageHeader header, int at) throws ImageException {
    file.require(at, DESCRIPTOR_BYTES, PART);
    int leftPx = file.u16LittleEndian(at + 1L, PART);
    int topPx = file.u16LittleEndian(at + 3L, PART);
    int widthPx = file.u16LittleEndian(at + 5L, PART);
    int heightPx = file.u16LittleEndian(at + 7L, PART);
    if (widthPx == 0
        || heightPx == 0
        || leftPx + widthPx > header.codedWidthPx()
        || topPx + heightPx > header.codedHeightPx()) {
      throw ImageException.corrupt(
          "the first frame of the GIF, %d x %d pixels at (%d, %d), exceeds its screen of %d x %d "
              + "pixels",
          widthPx, heightPx, leftPx, topPx, header.codedWidthPx(), header.codedHeightPx());
    }
    int data = at + DESCRIPTOR_BYTES + colorTableBytes(file.u8(at + 9L, PART));
    int literalBits = file.u8(data, PART);
    if (literalBits < 2 || literalBits > MAX_LITERAL_BITS) {
      throw ImageException.corrupt(
          "the GIF has an LZW minimum code size of %d bits, but it must be 2 to %d",
          literalBits, MAX_LITERAL_BITS);
    }
    int end = endOfBlocks(file, data + 1);
    byte[] compressed = withoutLengths(file, data + 1);
    long pixels = (long) widthPx * heightPx;
    long found = DecompressedSize.ofGifLzw(compressed, compressed.length, pixels, literalBits);
    if (found < pixels) {
      throw ImageException.truncated(
          "the first frame of the GIF has only %d of %d pixels", found, pixels);
    }
    return end;
  }

  private static int endOfBlocks(ByteView file, int start) throws ImageException {
    int at = start;
    int length = file.u8(at, PART);
    while (length != 0) {
      file.require(at + 1L, length, PART);
      at += 1 + length;
      length = file.u8(at, PART);
    }
    return at + 1;
  }

  private static byte[] withoutLengths(ByteView file, int start) throws ImageException {
    byte[] compressed = new byte[endOfBlocks(file, start) - start];
    int copied = 0;
    int at = start;
    for (int length = file.u8(at, PART); length != 0; length = file.u8(at, PART)) {
      System.arraycopy(file.content(), at + 1, compressed, copied, length);
      copied += length;
      at += 1 + length;
    }
    return Arrays.copyOf(compressed, copied);
  }
}
