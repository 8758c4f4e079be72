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
import io.github.maskbeam.image.verify.jpeg.PlainJpeg;
import io.github.maskbeam.natives.OpenCv;
import java.util.Optional;
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
   * upright. A large TIFF is decoded at 1/n, the smallest for any n. Other images are decoded in
   * full size.
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
    return decode(content, header, DecodeNeed.cover(coverWidthPx, coverHeightPx));
  }

  /**
   * Like {@link #decode(byte[], ImageHeader, int, int)}, for what the pixels are needed for. If
   * that are rows of a large image in full size, they are decoded in strips when they are asked
   * for, and the content is retained until then.
   */
  public DecodedImage decode(byte[] content, ImageHeader header, DecodeNeed need)
      throws ImageException {
    long start = System.nanoTime();
    requireWithinLimits(header);
    Decodable decodable = FormatReaders.of(header.format()).verify(new ByteView(content), header);
    DecodePlan plan = DecodePlan.of(content, header, need);
    Mat rgb = null;
    Optional<Strip> strip = Optional.empty();
    if (plan.hasStrips(header)) {
      RowDecoder rows = rows(content, decodable, header, plan);
      if (plan.isReducedByStrips(header)) {
        rgb = ReducedRows.decode(rows, header, plan.denominator(), plan.stripRows());
      }
      if (plan.hasFullRows()) {
        strip = Optional.of(new Strip(rows, plan.stripRows(), header.heightPx()));
      }
    }
    if (rgb == null && plan.denominator() > 0) {
      rgb = decodeWhole(decodable, header, plan.denominator());
    }
    return new DecodedImage(rgb, strip, (System.nanoTime() - start) / NANOS_PER_MS);
  }

  private static RowDecoder rows(
      byte[] content, Decodable decodable, ImageHeader header, DecodePlan plan)
      throws ImageException {
    return header.format() == ImageFormat.JPEG
        ? new JpegRows(PlainJpeg.of(decodable.content(0)), header.widthPx())
        : new TiffRows(new ByteView(content), header, plan.rowsTogether(), plan.stripRows());
  }

  private static Mat decodeWhole(Decodable decodable, ImageHeader header, int denominator)
      throws ImageException {
    Mat coded = decodeNatively(decodable, header, denominator);
    try {
      requireSize(coded, header, denominator);
      return Orientation.apply(coded, header.orientation());
    } catch (ImageException | RuntimeException e) {
      coded.close();
      throw e;
    }
  }

  /**
   * Estimates the memory for {@link #decode(byte[], ImageHeader, DecodeNeed)} with the same
   * arguments and for the image's mask, without what the need has.
   */
  MemoryEstimate estimateMemory(byte[] content, ImageHeader header, DecodeNeed need)
      throws ImageException {
    requireWithinLimits(header);
    return DecodePlan.of(content, header, need).memory(content, header, maskBits);
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
    int widthPx = DecodePlan.scaled(header.codedWidthPx(), denominator);
    int heightPx = DecodePlan.scaled(header.codedHeightPx(), denominator);
    if (coded.cols() != widthPx || coded.rows() != heightPx || coded.type() != CV_8UC3) {
      throw ImageException.corrupt(
          "the %s header declares %d x %d pixels, but %d x %d were decoded",
          header.format(), widthPx, heightPx, coded.cols(), coded.rows());
    }
  }
}
