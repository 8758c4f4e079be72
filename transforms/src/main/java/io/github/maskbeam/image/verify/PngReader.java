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
import io.github.maskbeam.image.png.PngChunks;
import io.github.maskbeam.image.png.PngFormat;
import java.util.Optional;

/**
 * PNG (W3C, third edition). Every critical chunk must be whole and match its CRC, which covers all
 * pixels; libpng then inflates them and is strict itself. A wrong CRC in an ancillary chunk (text,
 * color profile, EXIF) is passed over, as libpng does.
 */
public final class PngReader implements FormatReader {
  // Indexed by color type: the bit depths it may have, as a set of bits.
  private static final int[] DEPTHS_OF_COLOR_TYPE = {
    1 << 1 | 1 << 2 | 1 << 4 | 1 << 8 | 1 << 16,
    0,
    1 << 8 | 1 << 16,
    1 << 1 | 1 << 2 | 1 << 4 | 1 << 8,
    1 << 8 | 1 << 16,
    0,
    1 << 8 | 1 << 16
  };

  /** RGB of 16 bits, before it is scaled. */
  private static final int SIXTEEN_BIT_BYTES = 6;

  @Override
  public ImageHeader header(ByteView file) throws ImageException {
    String part = "the PNG header";
    file.require(PngFormat.SIGNATURE_BYTES, 8, part);
    PngChunks first = PngChunks.of(file);
    if (file.matches(PngFormat.SIGNATURE_BYTES + 4L, "CgBI")) {
      throw ImageException.unsupported(
          "the content is a CgBI file, a variant of PNG that Xcode makes for iOS apps: convert it"
              + " back with 'pngcrush -revert-iphone-optimizations'");
    }
    if (!first.next() || !first.is("IHDR") || first.dataBytes() != PngFormat.HEADER_BYTES) {
      throw ImageException.corrupt("the PNG does not start with an IHDR chunk of 13 bytes");
    }
    first.requireCrc();
    int depth = file.u8(PngFormat.DEPTH_AT, part);
    int colorType = file.u8(PngFormat.COLOR_TYPE_AT, part);
    if (colorType >= DEPTHS_OF_COLOR_TYPE.length
        || depth > 16
        || (DEPTHS_OF_COLOR_TYPE[colorType] >> depth & 1) == 0) {
      throw ImageException.corrupt(
          "the PNG header has color type %d with %d bits, which PNG does not have",
          colorType, depth);
    }
    return ImageHeader.of(
        ImageFormat.PNG,
        file.u32BigEndian(first.dataAt(), part),
        file.u32BigEndian(first.dataAt() + 4L, part),
        exif(file).map(ExifOrientation::of).orElse(Orientation.UPRIGHT));
  }

  /** In eXIf, which may stand anywhere between header and end; a broken walk is for the check. */
  static Optional<TiffDirectory> exif(ByteView file) throws ImageException {
    PngChunks chunks = PngChunks.of(file);
    while (chunks.next()) {
      if (chunks.is("eXIf") && chunks.dataAt() + chunks.dataBytes() <= file.length()) {
        int start = chunks.dataAt();
        return ExifBlock.read(file, start, start + (int) chunks.dataBytes());
      }
    }
    return Optional.empty();
  }

  @Override
  public long decoderMemoryBytes(ByteView file, ImageHeader header) {
    return header.pixels() / 4 + (hasSixteenBits(file) ? SIXTEEN_BIT_BYTES * header.pixels() : 0);
  }

  private static boolean hasSixteenBits(ByteView file) {
    return file.content()[PngFormat.DEPTH_AT] == 16;
  }

  @Override
  public Decodable verify(ByteView file, ImageHeader header) throws ImageException {
    byte[] content = criticalChunks(file);
    return Decodable.of(
        content,
        hasSixteenBits(file) ? Decodable.Samples.SIXTEEN_BITS : Decodable.Samples.EIGHT_BITS);
  }

  /**
   * Checks the chunks and returns a PNG that has only the critical ones. The others, such as
   * animation, text and color profile, do not change the pixels, and OpenCV 4.13 can crash on a
   * damaged animation.
   */
  public static byte[] criticalChunks(ByteView file) throws ImageException {
    byte[] critical = new byte[criticalBytes(file)];
    System.arraycopy(file.content(), 0, critical, 0, PngFormat.SIGNATURE_BYTES);
    int copied = PngFormat.SIGNATURE_BYTES;
    boolean needsPalette = file.u8(PngFormat.COLOR_TYPE_AT, "the PNG header") == PngFormat.PALETTE;
    boolean palette = false;
    boolean pixels = false;
    PngChunks chunks = PngChunks.of(file);
    do {
      chunks.requireNext();
      if (chunks.isCritical()) {
        chunks.requireCrc();
        System.arraycopy(file.content(), chunks.at(), critical, copied, (int) chunks.bytes());
        copied += (int) chunks.bytes();
      }
      palette |= chunks.is("PLTE");
      if (chunks.is("IDAT")) {
        pixels = true;
        if (needsPalette && !palette) {
          throw ImageException.corrupt("the PNG has palette colors, but no palette");
        }
      }
    } while (!chunks.is("IEND"));
    if (!pixels) {
      throw ImageException.corrupt("the PNG has no pixels (no IDAT chunk)");
    }
    return critical;
  }

  /** The bytes of the signature and all critical chunks; where one is cut, the copying will say. */
  private static int criticalBytes(ByteView file) throws ImageException {
    long critical = PngFormat.SIGNATURE_BYTES;
    PngChunks chunks = PngChunks.of(file);
    boolean ended = false;
    while (!ended && chunks.next() && chunks.isWhole()) {
      critical += chunks.isCritical() ? chunks.bytes() : 0;
      ended = chunks.is("IEND");
    }
    return (int) critical;
  }
}
