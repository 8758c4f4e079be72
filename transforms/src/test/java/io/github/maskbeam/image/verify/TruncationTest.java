// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify;

import static io.github.maskbeam.testing.TestImages.busy;
import static io.github.maskbeam.testing.TestImages.imageIo;
import static io.github.maskbeam.testing.TestImages.openCv;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_RST_INTERVAL;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_WEBP_QUALITY;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.oneOf;

import io.github.maskbeam.schemas.FailureCode;
import io.github.maskbeam.testing.Decoding;
import io.github.maskbeam.testing.TestImages;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A truncated file never passes as complete, wherever it is cut. */
public class TruncationTest {
  private static final int CUTS = 400;
  private static final byte[] JPEG_END = {(byte) 0xFF, (byte) 0xD9};

  /** The last argument is the number of bytes at the end that the pixels do not need. */
  public static Stream<Arguments> files() {
    BufferedImage image = busy(120, 88);
    BufferedImage palette = new BufferedImage(120, 88, BufferedImage.TYPE_BYTE_INDEXED);
    palette.createGraphics().drawImage(image, 0, 0, null);
    BufferedImage bits = new BufferedImage(120, 88, BufferedImage.TYPE_BYTE_BINARY);
    bits.createGraphics().drawImage(image, 0, 0, null);
    return Stream.of(
        // The end marker of a JPEG may be missing.
        Arguments.of("JPEG", imageIo(image, "jpeg"), 2),
        Arguments.of("progressive JPEG", openCv(image, ".jpg", IMWRITE_JPEG_PROGRESSIVE, 1), 2),
        Arguments.of(
            "JPEG with restart markers", openCv(image, ".jpg", IMWRITE_JPEG_RST_INTERVAL, 5), 2),
        Arguments.of("PNG", imageIo(image, "png"), 0),
        Arguments.of("lossy WebP", openCv(image, ".webp", IMWRITE_WEBP_QUALITY, 90), 0),
        Arguments.of("lossless WebP", openCv(image, ".webp", IMWRITE_WEBP_QUALITY, 101), 0),
        Arguments.of("BMP", imageIo(image, "bmp"), 0),
        // The end-of-bitmap code, after the end-of-line code of the last row, may be missing.
        Arguments.of("BMP with run lengths", imageIo(palette, "bmp", "BI_RLE8"), 2),
        // The trailer of a GIF may be missing.
        Arguments.of("GIF", imageIo(palette, "gif"), 1),
        // The JDK writes the strips last, so nothing may be missing.
        Arguments.of("TIFF", imageIo(image, "tiff"), 0),
        Arguments.of("TIFF with LZW", imageIo(image, "tiff", "LZW"), 0),
        Arguments.of("TIFF with Deflate", imageIo(image, "tiff", "Deflate"), 0),
        Arguments.of("TIFF with PackBits", imageIo(image, "tiff", "PackBits"), 0),
        Arguments.of("TIFF with JPEG", imageIo(image, "tiff", "JPEG"), 0),
        Arguments.of("TIFF with CCITT", imageIo(bits, "tiff", "CCITT T.6"), 0));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void rejectsATruncatedFile(String name, byte[] file, int bytesWithoutPixels) {
    assertThat(Decoding.outcome(file), is("120x88"));
    int needed = file.length - bytesWithoutPixels;
    int step = Math.max(1, needed / CUTS);
    for (int length = 0; length < needed; length += length < needed - 100 ? step : 1) {
      assertThat(
          name + " cut to " + length + " of " + file.length + " bytes",
          Decoding.outcome(Arrays.copyOf(file, length)),
          is(FailureCode.TRUNCATED.name()));
    }
    for (int length = needed; length <= file.length; length++) {
      assertThat(Decoding.outcome(Arrays.copyOf(file, length)), is("120x88"));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void ignoresBytesAfterTheEnd(String name, byte[] file, int bytesWithoutPixels) {
    byte[] longer = TestImages.join(file, new byte[100], file);
    assertThat(Decoding.outcome(longer), is("120x88"));
  }

  static Stream<Arguments> jpegs() {
    return files().limit(3);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("jpegs")
  void rejectsATruncatedJpegWithAnEndMarker(String name, byte[] file, int bytesWithoutPixels) {
    int pixels = startOfPixels(file);
    for (int length = pixels; length < file.length - 2; length += 7) {
      byte[] ended = TestImages.join(Arrays.copyOf(file, length), JPEG_END);
      assertThat(
          name + " cut to " + length + " of " + file.length + " bytes",
          Decoding.failure(ended),
          // The marker may replace the last two bytes of a table between scans.
          is(oneOf(FailureCode.TRUNCATED, FailureCode.CORRUPT)));
    }
  }

  private static int startOfPixels(byte[] jpeg) {
    int at = 0;
    while ((jpeg[at] & 0xFF) != 0xFF || (jpeg[at + 1] & 0xFF) != 0xDA) {
      at++;
    }
    return at + 14;
  }

  @Test
  void rejectsAnEmptyFileAsTruncated() {
    assertThat(Decoding.failure(new byte[0]), is(FailureCode.TRUNCATED));
  }
}
