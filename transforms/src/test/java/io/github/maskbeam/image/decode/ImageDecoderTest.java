// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.decode;

import static io.github.maskbeam.testing.ColorMatcher.near;
import static io.github.maskbeam.testing.Decoding.decode;
import static io.github.maskbeam.testing.Decoding.pixel;
import static io.github.maskbeam.testing.Decoding.quarters;
import static io.github.maskbeam.testing.Decoding.size;
import static io.github.maskbeam.testing.TestImages.imageIo;
import static io.github.maskbeam.testing.TestImages.openCv;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_WEBP_QUALITY;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.arrayContaining;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageFormat;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.image.verify.FormatReaders;
import io.github.maskbeam.schemas.FailureCode;
import io.github.maskbeam.testing.TestImages;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.stream.Stream;
import org.bytedeco.opencv.global.opencv_core;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ImageDecoderTest {
  private static final int NO_TOLERANCE = 0;
  private static final int LOSSY_TOLERANCE = 20;

  static Stream<Arguments> filesOfQuarters() {
    BufferedImage rgb = TestImages.quarters(BufferedImage.TYPE_3BYTE_BGR, 1);
    BufferedImage alpha = TestImages.quarters(BufferedImage.TYPE_4BYTE_ABGR, 1);
    BufferedImage palette = TestImages.quarters(BufferedImage.TYPE_BYTE_INDEXED, 1);
    return Stream.of(
        Arguments.of("JPEG", ImageFormat.JPEG, imageIo(rgb, "jpeg"), LOSSY_TOLERANCE),
        Arguments.of(
            "progressive JPEG",
            ImageFormat.JPEG,
            openCv(rgb, ".jpg", IMWRITE_JPEG_PROGRESSIVE, 1),
            LOSSY_TOLERANCE),
        Arguments.of("PNG", ImageFormat.PNG, openCv(rgb, ".png"), NO_TOLERANCE),
        Arguments.of("PNG with alpha", ImageFormat.PNG, imageIo(alpha, "png"), NO_TOLERANCE),
        Arguments.of("PNG with palette", ImageFormat.PNG, imageIo(palette, "png"), NO_TOLERANCE),
        Arguments.of("lossy WebP", ImageFormat.WEBP, webp(rgb, 95), LOSSY_TOLERANCE),
        Arguments.of("lossless WebP", ImageFormat.WEBP, webp(rgb, 101), NO_TOLERANCE),
        Arguments.of("BMP", ImageFormat.BMP, imageIo(rgb, "bmp"), NO_TOLERANCE),
        Arguments.of("BMP with palette", ImageFormat.BMP, imageIo(palette, "bmp"), NO_TOLERANCE),
        Arguments.of(
            "BMP with run lengths",
            ImageFormat.BMP,
            imageIo(palette, "bmp", "BI_RLE8"),
            NO_TOLERANCE),
        Arguments.of("GIF", ImageFormat.GIF, imageIo(palette, "gif"), NO_TOLERANCE),
        Arguments.of("TIFF", ImageFormat.TIFF, imageIo(rgb, "tiff"), NO_TOLERANCE),
        Arguments.of("TIFF with LZW", ImageFormat.TIFF, imageIo(rgb, "tiff", "LZW"), NO_TOLERANCE),
        Arguments.of(
            "TIFF with Deflate", ImageFormat.TIFF, imageIo(rgb, "tiff", "Deflate"), NO_TOLERANCE),
        Arguments.of(
            "TIFF with PackBits", ImageFormat.TIFF, imageIo(rgb, "tiff", "PackBits"), NO_TOLERANCE),
        Arguments.of(
            "TIFF with JPEG", ImageFormat.TIFF, imageIo(rgb, "tiff", "JPEG"), LOSSY_TOLERANCE),
        Arguments.of(
            "TIFF with palette", ImageFormat.TIFF, imageIo(palette, "tiff"), NO_TOLERANCE));
  }

  private static byte[] webp(BufferedImage image, int quality) {
    return openCv(image, ".webp", IMWRITE_WEBP_QUALITY, quality);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("filesOfQuarters")
  void decodesToUprightRgb(String name, ImageFormat format, byte[] file, int tolerance)
      throws ImageException {
    assertThat(FormatReaders.header(file).format(), is(format));
    try (DecodedImage image = decode(file)) {
      assertThat(size(image), is("48x32"));
      assertThat(image.rgb().type(), is(opencv_core.CV_8UC3));
      assertThat(
          quarters(image),
          arrayContaining(
              near(TestImages.TOP_LEFT, tolerance),
              near(TestImages.TOP_RIGHT, tolerance),
              near(TestImages.BOTTOM_LEFT, tolerance),
              near(TestImages.BOTTOM_RIGHT, tolerance)));
    }
  }

  @ParameterizedTest
  @CsvSource({"png", "tiff"})
  void scalesSixteenBitsToEight(String format) throws ImageException {
    try (DecodedImage image = decode(imageIo(TestImages.ramp16(256, 4), format))) {
      for (int x = 0; x < 256; x++) {
        assertThat(pixel(image, x, 2), near(new Color(x, x, x), 1));
      }
    }
  }

  @Test
  void decodesOneBitPerPixel() throws ImageException {
    BufferedImage bits = TestImages.quarters(BufferedImage.TYPE_BYTE_BINARY, 1);
    try (DecodedImage image = decode(imageIo(bits, "png"))) {
      assertThat(pixel(image, 0, 0), is(new Color(bits.getRGB(0, 0))));
      assertThat(pixel(image, 47, 31), is(Color.WHITE));
    }
  }

  @Test
  void dropsAlphaAndKeepsTheColorOfTransparentPixels() throws ImageException {
    BufferedImage clear = new BufferedImage(4, 4, BufferedImage.TYPE_4BYTE_ABGR);
    clear.setRGB(1, 1, 0x00123456);
    try (DecodedImage image = decode(imageIo(clear, "png"))) {
      assertThat(pixel(image, 1, 1), is(new Color(0x123456)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    // 1/8 of 800 x 600 is 100 x 75.
    "100, 75, 100x75",
    "101, 75, 200x150",
    "100, 76, 200x150",
    "257, 257, 400x300",
    "401, 10, 800x600",
    "5000, 10, 800x600",
  })
  void decodesJpegsAtTheSmallestScaleThatCovers(
      int coverWidthPx, int coverHeightPx, String expected) throws ImageException {
    byte[] file = imageIo(TestImages.busy(800, 600), "jpeg");
    try (DecodedImage image = decode(file, coverWidthPx, coverHeightPx)) {
      assertThat(size(image), is(expected));
    }
  }

  @Test
  void roundsReducedSizesUp() throws ImageException {
    byte[] file = imageIo(TestImages.busy(801, 599), "jpeg");
    try (DecodedImage image = decode(file, 101, 75)) {
      assertThat(size(image), is("101x75"));
    }
  }

  @Test
  void decodesOtherFormatsInFullSize() throws ImageException {
    try (DecodedImage image = decode(imageIo(TestImages.busy(800, 600), "png"), 10, 10)) {
      assertThat(size(image), is("800x600"));
    }
  }

  @Test
  void rejectsMorePixelsThanTheLimit() throws ImageException {
    byte[] file = imageIo(TestImages.busy(100, 50), "png");
    ImageHeader header = FormatReaders.header(file);
    ImageDecoder.withMaxPixels(5000).decode(file, header, 1, 1).close();
    ImageDecoder tooSmall = ImageDecoder.withMaxPixels(4999);
    ImageException rejection =
        assertThrows(ImageException.class, () -> tooSmall.decode(file, header, 1, 1));
    assertThat(rejection.code(), is(FailureCode.TOO_LARGE));
    assertThat(rejection.getMessage(), containsString("100 x 50 = 5000"));
    assertThat(rejection.getMessage(), containsString("4999"));
    assertThat(rejection.getMessage(), containsString("--maxPixels"));
  }

  @Test
  void rejectsImagesThatExceedTheLimitOfOpenCv() throws ImageException {
    byte[] file = imageIo(TestImages.busy(8, 8), "jpeg");
    int frame = 0;
    while ((file[frame] & 0xFF) != 0xFF || (file[frame + 1] & 0xFF) != 0xC0) {
      frame++;
    }
    java.util.Arrays.fill(file, frame + 5, frame + 9, (byte) 0xFF);
    ImageHeader header = FormatReaders.header(file);
    assertThat(header.pixels(), is(65535L * 65535L));
    ImageDecoder unlimited = ImageDecoder.withMaxPixels(Long.MAX_VALUE);
    ImageException rejection =
        assertThrows(ImageException.class, () -> unlimited.decode(file, header, 1, 1));
    assertThat(rejection.code(), is(FailureCode.TOO_LARGE));
  }

  @Test
  void rejectsALimitOfZero() {
    assertThrows(IllegalArgumentException.class, () -> ImageDecoder.withMaxPixels(0));
  }

  @Test
  void rgbThrowsAfterClose() throws ImageException {
    DecodedImage image = decode(imageIo(TestImages.busy(8, 8), "png"));
    image.close();
    image.close();
    assertThrows(IllegalStateException.class, image::rgb);
  }
}
