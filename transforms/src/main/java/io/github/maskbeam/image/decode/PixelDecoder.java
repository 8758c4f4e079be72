// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.decode;

import static org.bytedeco.opencv.global.opencv_core.CV_16U;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_MAKETYPE;
import static org.bytedeco.opencv.global.opencv_core.bitwise_not;
import static org.bytedeco.opencv.global.opencv_core.merge;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_ANYDEPTH;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR_RGB;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_GRAYSCALE;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.github.maskbeam.image.Decodable;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageHeader;
import java.util.function.Function;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Decodes a verified file with OpenCV and makes 8-bit RGB of its samples. Stateless. */
final class PixelDecoder {
  private static final int GRAY_AND_ALPHA_CHANNELS = 2;

  private PixelDecoder() {}

  /**
   * Decodes a file.
   *
   * @param reduction flags that reduce the size, or 0; for {@link Decodable.Layout#COLOR} of 8 bits
   *     only
   * @return {@code CV_8UC3}, or empty if OpenCV rejects the content; the caller closes it
   * @throws RuntimeException if OpenCV rejects the content with an exception
   */
  static Mat decode(Decodable file, ImageHeader header, int reduction) throws ImageException {
    return isDecodedDirectly(file)
        ? direct(file, reduction)
        : decode(file, header, SampleRange::of);
  }

  /**
   * Decodes a part of an image.
   *
   * @param range the range of the samples of the whole image
   * @return as {@link #decode(Decodable, ImageHeader, int)}
   */
  static Mat decode(Decodable part, ImageHeader header, SampleRange range) throws ImageException {
    return isDecodedDirectly(part) ? direct(part, 0) : decode(part, header, samples -> range);
  }

  /** Adds the samples of a part of an image to their range. */
  static void measure(Decodable part, ImageHeader header, SampleRange range) throws ImageException {
    try (Mat samples = samples(part, header)) {
      if (!samples.empty()) {
        dropAlpha(samples, part);
        range.add(samples);
      }
    }
  }

  private static boolean isDecodedDirectly(Decodable file) {
    return file.samples() != Decodable.Samples.SIXTEEN_BITS
        && file.layout() == Decodable.Layout.COLOR
        && file.blanks().isEmpty();
  }

  private static Mat direct(Decodable file, int reduction) throws ImageException {
    // IMREAD_COLOR_RGB without IMREAD_COLOR: see ImageDecoder.
    return imdecodeBytes(file.content(0), IMREAD_COLOR_RGB | reduction);
  }

  private static Mat decode(Decodable file, ImageHeader header, Function<Mat, SampleRange> rangeOf)
      throws ImageException {
    Mat samples = samples(file, header);
    try {
      if (!samples.empty()) {
        makeRgb(samples, file, rangeOf);
      }
      return samples;
    } catch (RuntimeException e) {
      samples.close();
      throw e;
    }
  }

  /** Drops alpha that the colors are not multiplied by. */
  private static void dropAlpha(Mat samples, Decodable file) {
    if (hasAlpha(samples) && file.meaning() != Decodable.Meaning.MULTIPLIED_BY_ALPHA) {
      AlphaChannel.drop(samples);
    }
  }

  private static boolean hasAlpha(Mat samples) {
    return samples.channels() % 2 == 0;
  }

  private static void makeRgb(Mat samples, Decodable file, Function<Mat, SampleRange> rangeOf) {
    dropAlpha(samples, file);
    rangeOf.apply(samples).scaleToEightBits(samples);
    if (hasAlpha(samples)) {
      AlphaChannel.divide(samples);
    }
    if (samples.channels() == 1) {
      cvtColor(samples, samples, COLOR_GRAY2RGB);
    } else if (file.layout() != Decodable.Layout.PLANES) {
      // OpenCV 4.13 decodes 16 bits wrongly with IMREAD_COLOR_RGB.
      cvtColor(samples, samples, COLOR_BGR2RGB);
    }
    if (file.meaning() == Decodable.Meaning.INVERTED) {
      bitwise_not(samples, samples);
    }
    for (Decodable.Blank blank : file.blanks()) {
      if (file.layout() != Decodable.Layout.PLANES
          || file.meaning() == Decodable.Meaning.INVERTED) {
        paintBlack(samples, blank);
      }
    }
  }

  /** The samples of all channels: RGB of planes, BGR of other files. */
  private static Mat samples(Decodable file, ImageHeader header) throws ImageException {
    int anyDepth =
        file.samples() == Decodable.Samples.SIXTEEN_BITS ? IMREAD_ANYDEPTH : IMREAD_GRAYSCALE;
    switch (file.layout()) {
      case COLOR:
        return decodeOrBlank(file, 0, header, IMREAD_COLOR | anyDepth, 3);
      case COLOR_AND_ALPHA:
        return decodeOrBlank(file, 0, header, IMREAD_UNCHANGED, 4);
      case GRAY_AND_ALPHA:
        try (Mat pairs = decodeOrBlank(file, 0, header, anyDepth, 1)) {
          return pairs.empty() ? new Mat() : pairs.reshape(GRAY_AND_ALPHA_CHANNELS).clone();
        }
      case PLANES:
        return planes(file, header, anyDepth);
    }
    throw new AssertionError(file.layout());
  }

  private static Mat planes(Decodable file, ImageHeader header, int flags) throws ImageException {
    Mat[] planes = new Mat[file.files()];
    try (MatVector vector = new MatVector()) {
      for (int i = 0; i < planes.length; i++) {
        planes[i] = decodeOrBlank(file, i, header, flags, 1);
        if (planes[i].empty()) {
          return new Mat();
        }
        for (Decodable.Blank blank : file.blanks()) {
          if (blank.file() == i) {
            paintBlack(planes[i], blank);
          }
        }
        vector.push_back(planes[i]);
      }
      Mat merged = new Mat();
      merge(vector, merged);
      return merged;
    } finally {
      for (Mat plane : planes) {
        if (plane != null) {
          plane.close();
        }
      }
    }
  }

  private static Mat decodeOrBlank(
      Decodable file, int index, ImageHeader header, int flags, int channels)
      throws ImageException {
    byte[] content = file.content(index);
    if (content.length > 0) {
      return imdecodeBytes(content, flags);
    }
    int widthPx =
        header.codedWidthPx() * (file.layout() == Decodable.Layout.GRAY_AND_ALPHA ? 2 : 1);
    int depth = file.samples() == Decodable.Samples.SIXTEEN_BITS ? CV_16U : CV_8U;
    return new Mat(header.codedHeightPx(), widthPx, CV_MAKETYPE(depth, channels), Scalar.all(0));
  }

  private static void paintBlack(Mat image, Decodable.Blank blank) {
    try (Rect area = new Rect(blank.xPx(), blank.yPx(), blank.widthPx(), blank.heightPx());
        Mat part = new Mat(image, area);
        Scalar black = Scalar.all(0);
        Mat value = new Mat(black)) {
      part.setTo(value);
    }
  }

  private static Mat imdecodeBytes(byte[] content, int flags) {
    try (BytePointer bytes = new BytePointer((long) content.length);
        Mat row = new Mat(1, content.length, CV_8UC1, bytes)) {
      // JavaCPP's own array copy is a JNI critical section, which blocks the garbage collector.
      bytes.asByteBuffer().put(content);
      return imdecode(row, flags | IMREAD_IGNORE_ORIENTATION);
    }
  }
}
