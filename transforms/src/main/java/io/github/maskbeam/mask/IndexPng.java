// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.mask;

import static org.bytedeco.opencv.global.opencv_core.CV_16UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_ANYDEPTH;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR_RGB;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_GRAYSCALE;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import io.github.maskbeam.image.ByteView;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageFormat;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.image.decode.ImageDecoder;
import io.github.maskbeam.image.png.PngChunks;
import io.github.maskbeam.image.png.PngFormat;
import io.github.maskbeam.image.verify.FormatReaders;
import io.github.maskbeam.image.verify.PngReader;
import io.github.maskbeam.natives.OpenCv;
import io.github.maskbeam.schemas.Palette;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Reads PNGs whose pixels are numbers of classes: palette PNGs by their indices, whatever the
 * colors, and gray PNGs by their values, of 1, 2, 4, 8 or (gray) 16 bits, interlaced or not. A PNG
 * in color is read if all its colors are those of {@link Palette}, as colorised VOC masks are.
 *
 * <p>OpenCV gives a palette PNG's colors and never its indices. So the file is handed to it as the
 * gray PNG that it is but for its header: in both, pixels are numbers of so many bits.
 *
 * <p>Source: PNG specification, third edition (W3C), sections 4.4 and 11.2. Stateless and
 * thread-safe.
 */
public final class IndexPng {
  private IndexPng() {}

  /**
   * The number of each pixel: 0 to 255, or 0 to 65535 if the file has 16 bits per pixel.
   *
   * @param content the whole file; not changed, not kept
   * @param header what {@link FormatReaders#header} gave for the same content; its EXIF orientation
   *     is ignored. The caller sees to it that the size is one that fits memory
   * @throws ImageException {@code UNSUPPORTED_FORMAT} if the file is no PNG, has 16 bits in each of
   *     several channels, or a color that is not in the palette; {@code TRUNCATED} and {@code
   *     CORRUPT} as {@link ImageDecoder#decode}
   */
  public static Mask read(byte[] content, ImageHeader header) throws ImageException {
    if (header.format() != ImageFormat.PNG) {
      throw ImageException.unsupported("this is a %s file, not a PNG", header.format());
    }
    OpenCv.load();
    byte[] verified = PngReader.criticalChunks(new ByteView(content));
    int depth = verified[PngFormat.DEPTH_AT];
    int colorType = verified[PngFormat.COLOR_TYPE_AT];
    if (depth == Short.SIZE) {
      return wide(verified, colorType, header);
    }
    boolean isNumbers = colorType == PngFormat.GRAY || colorType == PngFormat.PALETTE;
    byte[] numbers =
        isNumbers
            ? pixels(asGray(verified), IMREAD_GRAYSCALE, CV_8UC1, header)
            : numbersOf(pixels(verified, IMREAD_COLOR_RGB, CV_8UC3, header), header);
    if (isNumbers && depth < Byte.SIZE) {
      narrow(numbers, depth);
    }
    return Mask.of(header.codedWidthPx(), header.codedHeightPx(), numbers);
  }

  private static Mask wide(byte[] png, int colorType, ImageHeader header) throws ImageException {
    if (colorType != PngFormat.GRAY) {
      throw ImageException.unsupported(
          "the PNG has several channels of 16 bits: save it as a gray PNG of class ids");
    }
    byte[] values = pixels(png, IMREAD_GRAYSCALE | IMREAD_ANYDEPTH, CV_16UC1, header);
    if (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
      for (int i = 0; i < values.length; i += 2) {
        byte low = values[i];
        values[i] = values[i + 1];
        values[i + 1] = low;
      }
    }
    return Mask.of(header.codedWidthPx(), header.codedHeightPx(), Short.SIZE, values);
  }

  /** The same PNG with color type gray and no palette. */
  private static byte[] asGray(byte[] png) throws ImageException {
    ByteBuffer gray = ByteBuffer.allocate(png.length);
    gray.put(png, 0, PngFormat.SIGNATURE_BYTES);
    PngChunks chunks = PngChunks.of(new ByteView(png));
    while (chunks.next()) {
      if (!chunks.is("PLTE")) {
        gray.put(png, chunks.at(), (int) chunks.bytes());
      }
    }
    gray.put(PngFormat.COLOR_TYPE_AT, (byte) PngFormat.GRAY);
    int typeAt = PngFormat.SIGNATURE_BYTES + 4;
    int crcAt = typeAt + 4 + PngFormat.HEADER_BYTES;
    gray.putInt(crcAt, PngFormat.crc(gray.array(), typeAt, PngFormat.HEADER_BYTES));
    return Arrays.copyOf(gray.array(), gray.position());
  }

  private static byte[] pixels(byte[] png, int flags, int type, ImageHeader header)
      throws ImageException {
    try (BytePointer bytes = new BytePointer(png);
        Mat row = new Mat(1, png.length, CV_8UC1, bytes);
        Mat decoded = imdecode(row, flags | IMREAD_IGNORE_ORIENTATION)) {
      if (decoded.cols() != header.codedWidthPx()
          || decoded.rows() != header.codedHeightPx()
          || decoded.type() != type
          || !decoded.isContinuous()) {
        throw ImageException.corrupt("the PNG decoder found the picture data invalid");
      }
      byte[] pixels = new byte[Math.toIntExact(decoded.total() * decoded.elemSize())];
      decoded.data().get(pixels);
      return pixels;
    } catch (ImageException e) {
      throw e;
    } catch (RuntimeException e) {
      // JavaCPP has only this type for a cv::Exception.
      throw ImageException.corrupt("the PNG decoder gave up: %s", e.getMessage());
    }
  }

  /** Undoes what the decoder does to gray of few bits: it spreads the values over 0 to 255. */
  private static void narrow(byte[] numbers, int depth) {
    int step = 255 / ((1 << depth) - 1);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (byte) ((numbers[i] & 0xff) / step);
    }
  }

  private static byte[] numbersOf(byte[] rgb, ImageHeader header) throws ImageException {
    byte[] numbers = new byte[rgb.length / 3];
    for (int i = 0; i < numbers.length; i++) {
      int color =
          (rgb[3 * i] & 0xff) << 16 | (rgb[3 * i + 1] & 0xff) << 8 | (rgb[3 * i + 2] & 0xff);
      int number = Palette.classId(color);
      if (number < 0) {
        throw ImageException.unsupported(
            "the PNG is in color, and at x = %d, y = %d has #%06x, which is not in the VOC"
                + " color map: save it as a palette or gray PNG of class ids",
            i % header.codedWidthPx(), i / header.codedWidthPx(), color);
      }
      numbers[i] = (byte) number;
    }
    return numbers;
  }
}
