// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.decode;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.image.ByteView;
import io.github.maskbeam.image.FormatReader;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageFormat;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.image.Orientation;
import io.github.maskbeam.image.memory.MemoryEstimate;
import io.github.maskbeam.image.verify.FormatReaders;

/**
 * How an image is decoded: whole, or a large one in strips of rows. It depends on the file and on
 * what is needed of it and not on the memory of the machine, so that masks do not depend on that.
 */
@AutoValue
abstract class DecodePlan {
  /** Images of more pixels are decoded in strips, if their format allows that: 192 MiB of RGB. */
  static final long MAX_WHOLE_PIXELS = 1L << 26;

  private static final long STRIP_PIXELS = MAX_WHOLE_PIXELS / 2;
  private static final int RGB_BYTES = 3;
  private static final int MAX_BYTES_PER_PIXEL = 8;
  private static final int MAX_JPEG_DENOMINATOR = 8;

  /** The size of the image in memory is 1/denominator of the full one, rounded up; 0 for none. */
  abstract int denominator();

  /** The rows of a strip, at least; 0 if the image is decoded whole. */
  abstract int stripRows();

  /** See {@link FormatReader#rowsTogether}. */
  abstract int rowsTogether();

  /** Whether rows in full size are decoded when they are needed. */
  abstract boolean hasFullRows();

  static DecodePlan of(byte[] content, ImageHeader header, DecodeNeed need) throws ImageException {
    boolean isLarge =
        header.pixels() > MAX_WHOLE_PIXELS && header.orientation() == Orientation.UPRIGHT;
    int rowsTogether =
        isLarge
            ? FormatReaders.of(header.format()).rowsTogether(new ByteView(content), header)
            : header.codedHeightPx();
    if (!isLarge || (long) rowsTogether * header.codedWidthPx() > STRIP_PIXELS) {
      int denominator = need.fullRows() > 0 ? 1 : jpegDenominator(header, need);
      return new AutoValue_DecodePlan(denominator, 0, rowsTogether, false);
    }
    int stripRows = (int) Math.max(1, STRIP_PIXELS / header.codedWidthPx());
    int denominator = need.coverWidthPx() == 0 ? 0 : denominator(header, need);
    return new AutoValue_DecodePlan(
        denominator,
        Math.min(header.codedHeightPx(), Math.max(need.fullRows(), stripRows)),
        rowsTogether,
        need.fullRows() > 0);
  }

  private static int denominator(ImageHeader header, DecodeNeed need) {
    if (header.format() == ImageFormat.JPEG) {
      return jpegDenominator(header, need);
    }
    int denominator = 1;
    int shorterSidePx = Math.min(header.widthPx(), header.heightPx());
    while (denominator < shorterSidePx && covers(header, denominator + 1, need)) {
      denominator++;
    }
    return denominator;
  }

  private static int jpegDenominator(ImageHeader header, DecodeNeed need) {
    if (header.format() != ImageFormat.JPEG) {
      return 1;
    }
    int denominator = MAX_JPEG_DENOMINATOR;
    while (denominator > 1 && !covers(header, denominator, need)) {
      denominator /= 2;
    }
    return denominator;
  }

  private static boolean covers(ImageHeader header, int denominator, DecodeNeed need) {
    return scaled(header.widthPx(), denominator) >= need.coverWidthPx()
        && scaled(header.heightPx(), denominator) >= need.coverHeightPx();
  }

  static int scaled(int lengthPx, int denominator) {
    return (int) (((long) lengthPx + denominator - 1) / denominator);
  }

  /** Whether strips make a smaller image; OpenCV makes that of a JPEG itself. */
  boolean isReducedByStrips(ImageHeader header) {
    return stripRows() > 0 && denominator() > 1 && header.format() != ImageFormat.JPEG;
  }

  /** Whether anything is decoded in strips. */
  boolean hasStrips(ImageHeader header) {
    return hasFullRows() || isReducedByStrips(header);
  }

  /** The memory of the decode, and of the image and its mask afterwards. */
  MemoryEstimate memory(byte[] content, ImageHeader header, int maskBits) throws ImageException {
    FormatReader reader = FormatReaders.of(header.format());
    ByteView file = new ByteView(content);
    long decodedPixels =
        denominator() == 0
            ? 0
            : (long) scaled(header.widthPx(), denominator())
                * scaled(header.heightPx(), denominator());
    if (!hasStrips(header)) {
      return MemoryEstimate.of(
          header, content.length, decodedPixels, reader.decoderMemoryBytes(file, header), maskBits);
    }
    long rows = Math.min(header.codedHeightPx(), stripRows() + 2L * rowsTogether());
    long stripPixels = rows * header.codedWidthPx();
    ImageHeader strip =
        ImageHeader.of(header.format(), header.codedWidthPx(), rows, header.orientation());
    // Data that compression made larger counts twice.
    long partBytes = Math.min(content.length, 2 * MAX_BYTES_PER_PIXEL * stripPixels);
    boolean isJpeg = header.format() == ImageFormat.JPEG;
    return MemoryEstimate.of(
            header,
            isJpeg ? content.length : partBytes,
            decodedPixels,
            reader.decoderMemoryBytes(file, strip),
            maskBits)
        .plus(
            isJpeg ? content.length + RGB_BYTES * stripPixels : 2 * partBytes,
            // A strip that is filled up is copied.
            (isReducedByStrips(header) ? 2L : 1L) * RGB_BYTES * stripPixels);
  }
}
