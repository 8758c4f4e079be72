// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.decode;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_2;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_4;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_8;

import io.github.maskbeam.errors.Causes;
import io.github.maskbeam.image.ByteView;
import io.github.maskbeam.image.Decodable;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageFormat;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.image.Orientation;
import io.github.maskbeam.image.memory.MemoryEstimate;
import io.github.maskbeam.image.verify.FormatReaders;
import io.github.maskbeam.natives.OpenCv;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Decodes untrusted image files to upright RGB pixels. OpenCV silently fills in the missing pixels
 * of a damaged file, so each file is verified before it is decoded.
 *
 * <p>Alpha is dropped: transparent pixels keep the color stored in the file, and colors that are
 * multiplied by alpha are divided by it. 16-bit samples are scaled to 8 bits from the range that
 * they use, see {@link SampleRange}. ICC profiles are ignored.
 *
 * <p>Immutable and thread-safe.
 */
public final class ImageDecoder {
  /** The limits of OpenCV (CV_IO_MAX_IMAGE_WIDTH, _HEIGHT and _PIXELS). */
  private static final int OPENCV_MAX_SIDE_PX = 1 << 20;

  private static final long OPENCV_MAX_PIXELS = 1L << 30;

  private static final double NANOS_PER_MS = 1e6;

  private final long maxPixels;
  private final int maskBits;

  private ImageDecoder(long maxPixels, int maskBits) {
    this.maxPixels = maxPixels;
    this.maskBits = maskBits;
  }

  /**
   * Creates a decoder that rejects larger images before it decodes them.
   *
   * @param maxPixels the maximum number of pixels of an image, at least 1
   */
  public static ImageDecoder withMaxPixels(long maxPixels) {
    if (maxPixels < 1) {
      throw new IllegalArgumentException("maxPixels is " + maxPixels + ", but must be at least 1");
    }
    OpenCv.load();
    return new ImageDecoder(maxPixels, Byte.SIZE);
  }

  /** The same decoder for images whose masks have this number of bits per pixel. */
  public ImageDecoder forMasksOf(int bits) {
    return new ImageDecoder(maxPixels, bits);
  }

  /**
   * Verifies and decodes one image. A JPEG is decoded at 1/8, 1/4 or 1/2 of its size, whichever is
   * the smallest that is at least {@code coverWidthPx} wide and {@code coverHeightPx} high when
   * upright. Other images are decoded in full size.
   *
   * @param content the whole file; neither changed nor retained
   * @param header the result of {@link FormatReaders#header} for the same content
   * @param coverWidthPx the minimum width that the caller needs, at least 1
   * @param coverHeightPx the minimum height that the caller needs, at least 1
   * @return the pixels; the caller closes them
   * @throws ImageException {@code TOO_LARGE} if the image exceeds the limit, {@code TRUNCATED} if
   *     pixels are missing, {@code CORRUPT} if the content violates its format, {@code
   *     UNSUPPORTED_FORMAT} if the variant of the format cannot be decoded
   */
  public DecodedImage decode(
      byte[] content, ImageHeader header, int coverWidthPx, int coverHeightPx)
      throws ImageException {
    long start = System.nanoTime();
    requireWithinLimits(header);
    Decodable decodable = FormatReaders.of(header.format()).verify(new ByteView(content), header);
    int denominator = denominator(header, coverWidthPx, coverHeightPx);
    Mat coded = decodeNatively(decodable, header, denominator);
    try {
      requireSize(coded, header, denominator);
      Mat upright = Orientation.apply(coded, header.orientation());
      return new DecodedImage(upright, (System.nanoTime() - start) / NANOS_PER_MS);
    } catch (ImageException | RuntimeException e) {
      coded.close();
      throw e;
    }
  }

  /** Like {@link #decode(byte[], ImageHeader, int, int)}, for what the pixels are needed for. */
  public DecodedImage decode(byte[] content, ImageHeader header, DecodeNeed need)
      throws ImageException {
    return decode(content, header, need.coverWidthPx(), need.coverHeightPx());
  }

  /**
   * Estimates the memory for {@link #decode(byte[], ImageHeader, int, int)} with the same arguments
   * and for the image's mask.
   */
  MemoryEstimate estimateMemory(
      byte[] content, ImageHeader header, int coverWidthPx, int coverHeightPx)
      throws ImageException {
    requireWithinLimits(header);
    int denominator = denominator(header, coverWidthPx, coverHeightPx);
    long decodedPixels =
        (long) scaled(header.widthPx(), denominator) * scaled(header.heightPx(), denominator);
    long decoderMemoryBytes =
        FormatReaders.of(header.format()).decoderMemoryBytes(new ByteView(content), header);
    return MemoryEstimate.of(header, content.length, decodedPixels, decoderMemoryBytes, maskBits);
  }

  private void requireWithinLimits(ImageHeader header) throws ImageException {
    if (header.pixels() > maxPixels) {
      throw ImageException.tooLarge(
          "the image has %d x %d = %d pixels, but the limit is %d: raise it with --maxPixels",
          header.widthPx(), header.heightPx(), header.pixels(), maxPixels);
    }
    if (header.pixels() > OPENCV_MAX_PIXELS
        || Math.max(header.widthPx(), header.heightPx()) > OPENCV_MAX_SIDE_PX) {
      throw ImageException.tooLarge(
          "the image has %d x %d pixels, but the decoder is limited to %d pixels per side and %d in "
              + "total, which --maxPixels cannot raise",
          header.widthPx(), header.heightPx(), OPENCV_MAX_SIDE_PX, OPENCV_MAX_PIXELS);
    }
  }

  private static int denominator(ImageHeader header, int coverWidthPx, int coverHeightPx) {
    if (header.format() != ImageFormat.JPEG) {
      return 1;
    }
    for (int denominator = 8; denominator > 1; denominator /= 2) {
      if (scaled(header.widthPx(), denominator) >= coverWidthPx
          && scaled(header.heightPx(), denominator) >= coverHeightPx) {
        return denominator;
      }
    }
    return 1;
  }

  private static int scaled(int lengthPx, int denominator) {
    return (lengthPx + denominator - 1) / denominator;
  }

  private static int reduction(int denominator) {
    // IMREAD_REDUCED_COLOR_n includes IMREAD_COLOR (BGR), which excludes IMREAD_COLOR_RGB. With
    // IMREAD_COLOR_RGB set, IMREAD_REDUCED_GRAYSCALE_n reduces the size but keeps the color.
    switch (denominator) {
      case 2:
        return IMREAD_REDUCED_GRAYSCALE_2;
      case 4:
        return IMREAD_REDUCED_GRAYSCALE_4;
      case 8:
        return IMREAD_REDUCED_GRAYSCALE_8;
      default:
        return 0;
    }
  }

  private static Mat decodeNatively(Decodable decodable, ImageHeader header, int denominator)
      throws ImageException {
    try {
      return PixelDecoder.decode(decodable, header, reduction(denominator));
    } catch (RuntimeException e) {
      // JavaCPP throws RuntimeException for any cv::Exception.
      throw ImageException.corrupt(
          "the %s decoder failed: %s", header.format(), Causes.firstLine(e));
    }
  }

  private static void requireSize(Mat coded, ImageHeader header, int denominator)
      throws ImageException {
    if (coded.empty()) {
      throw ImageException.corrupt("the %s decoder rejected the image data", header.format());
    }
    int widthPx = scaled(header.codedWidthPx(), denominator);
    int heightPx = scaled(header.codedHeightPx(), denominator);
    if (coded.cols() != widthPx || coded.rows() != heightPx || coded.type() != CV_8UC3) {
      throw ImageException.corrupt(
          "the %s header declares %d x %d pixels, but %d x %d were decoded",
          header.format(), widthPx, heightPx, coded.cols(), coded.rows());
    }
  }
}
