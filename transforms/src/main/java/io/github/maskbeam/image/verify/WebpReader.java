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
import io.github.maskbeam.image.exif.ExifBlock;
import io.github.maskbeam.image.exif.ExifOrientation;
import io.github.maskbeam.image.exif.TiffDirectory;
import java.util.Optional;

/**
 * WebP (RFC 9649). Verifies that the container is complete. libwebp checks lengths within a frame,
 * but any bits are valid arithmetic-coded data, so changed bytes within a frame go undetected.
 */
final class WebpReader implements FormatReader {
  private static final int FIRST_CHUNK = 12;
  private static final int LOSSLESS_BYTES_PER_PIXEL = 5;

  /** The frame with alpha and, for an animation, two canvases. */
  private static final int EXTENDED_BYTES_PER_PIXEL = 9;

  private static final String PART = "a WebP chunk";

  @Override
  public ImageHeader header(ByteView file) throws ImageException {
    int data = FIRST_CHUNK + 8;
    int orientation = exif(file).map(ExifOrientation::of).orElse(Orientation.UPRIGHT);
    if (file.matches(FIRST_CHUNK, "VP8X")) {
      return ImageHeader.of(
          ImageFormat.WEBP, 1 + u24(file, data + 4), 1 + u24(file, data + 7), orientation);
    }
    if (file.matches(FIRST_CHUNK, "VP8L")) {
      if (file.u8(data, PART) != 0x2F) {
        throw ImageException.corrupt("the lossless WebP does not have its signature byte 0x2F");
      }
      long bits = file.u32LittleEndian(data + 1L, PART);
      return ImageHeader.of(
          ImageFormat.WEBP, 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF), orientation);
    }
    if (file.matches(FIRST_CHUNK, "VP8 ")) {
      if (u24(file, data + 3) != 0x2A019D) {
        throw ImageException.corrupt("the WebP does not start with a key frame");
      }
      return ImageHeader.of(
          ImageFormat.WEBP,
          file.u16LittleEndian(data + 6L, PART) & 0x3FFF,
          file.u16LittleEndian(data + 8L, PART) & 0x3FFF,
          orientation);
    }
    file.require(FIRST_CHUNK, 8, "the WebP header");
    throw ImageException.corrupt("the WebP does not start with a VP8, VP8L or VP8X chunk");
  }

  static Optional<TiffDirectory> exif(ByteView file) throws ImageException {
    long at = FIRST_CHUNK;
    while (at + 8 <= file.length()) {
      long length = file.u32LittleEndian(at + 4, PART);
      long end = at + 8 + length;
      if (file.matches(at, "EXIF") && end <= file.length()) {
        // Some writers keep the prefix of EXIF blocks in JPEG files.
        int prefix = file.matches(at + 8, "Exif\0\0") ? 6 : 0;
        return ExifBlock.read(file, (int) at + 8 + prefix, (int) end);
      }
      at = end + (length & 1);
    }
    return Optional.empty();
  }

  @Override
  public long decoderMemoryBytes(ByteView file, ImageHeader header) {
    if (file.matches(FIRST_CHUNK, "VP8 ")) {
      return header.pixels() / 2;
    }
    boolean lossless = file.matches(FIRST_CHUNK, "VP8L");
    return (lossless ? LOSSLESS_BYTES_PER_PIXEL : EXTENDED_BYTES_PER_PIXEL) * header.pixels();
  }

  @Override
  public Decodable verify(ByteView file, ImageHeader header) throws ImageException {
    long riffEnd = 8 + file.u32LittleEndian(4, "the WebP header");
    file.require(0, riffEnd, "the WebP container");
    boolean hasPixels = false;
    long at = FIRST_CHUNK;
    while (at + 8 <= riffEnd) {
      long length = file.u32LittleEndian(at + 4, PART);
      if (at + 8 + length > riffEnd) {
        throw ImageException.corrupt(
            "the WebP chunk at byte %d has %d bytes and exceeds its container", at, length);
      }
      hasPixels |= file.matches(at, "VP8 ") || file.matches(at, "VP8L") || file.matches(at, "ANMF");
      at += 8 + length + (length & 1);
    }
    if (!hasPixels) {
      throw ImageException.corrupt("the WebP has no image data (no VP8, VP8L or ANMF chunk)");
    }
    return Decodable.of(file.content());
  }

  private static long u24(ByteView file, int at) throws ImageException {
    return file.u16LittleEndian(at, PART) | (long) file.u8(at + 2L, PART) << 16;
  }
}
