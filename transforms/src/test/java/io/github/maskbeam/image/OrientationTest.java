// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image;

import static io.github.maskbeam.testing.ColorMatcher.near;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.arrayContaining;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.image.decode.DecodedImage;
import io.github.maskbeam.image.verify.FormatReaders;
import io.github.maskbeam.testing.Decoding;
import io.github.maskbeam.testing.TestImages;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each orientation is applied exactly once, in each format that can store one. */
class OrientationTest {
  private static final int SCALE = 8;
  private static final int LOSSY_TOLERANCE = 20;

  // By orientation (TIFF 6.0): the quarters of the stored image (0 1 over 2 3) that are at the top
  // left, top right, bottom left and bottom right of the upright image.
  private static final int[][] UPRIGHT_QUARTERS = {
    {0, 1, 2, 3}, {1, 0, 3, 2}, {3, 2, 1, 0}, {2, 3, 0, 1},
    {0, 2, 1, 3}, {2, 0, 3, 1}, {3, 1, 2, 0}, {1, 3, 0, 2}
  };

  static Stream<Arguments> orientedFiles() {
    BufferedImage image = TestImages.quarters(BufferedImage.TYPE_3BYTE_BGR, SCALE);
    byte[] jpeg = TestImages.imageIo(image, "jpeg");
    byte[] png = TestImages.imageIo(image, "png");
    byte[] webp = TestImages.openCv(image, ".webp", opencv_imgcodecs.IMWRITE_WEBP_QUALITY, 95);
    return IntStream.rangeClosed(1, 8)
        .boxed()
        .flatMap(
            orientation -> {
              byte[] exif = TestImages.exif(orientation);
              return Stream.of(
                  Arguments.of("JPEG", orientation, TestImages.jpegWithExif(jpeg, exif)),
                  Arguments.of("PNG", orientation, TestImages.pngWithChunk(png, "eXIf", exif)),
                  Arguments.of("WebP", orientation, webpWithExif(webp, exif)),
                  Arguments.of(
                      "TIFF", orientation, TestImages.tiffWithOrientation(image, orientation)));
            });
  }

  private static byte[] webpWithExif(byte[] webp, byte[] exif) {
    // The simple WebP format cannot store EXIF, so this builds an extended file.
    int chunks = webp.length - 12 + 18 + 8 + exif.length;
    ByteBuffer file = ByteBuffer.allocate(12 + chunks).order(ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(4 + chunks);
    file.put("WEBPVP8X".getBytes(StandardCharsets.US_ASCII)).putInt(10).putInt(8);
    int widthLess1 = TestImages.WIDTH_PX * SCALE - 1;
    int heightLess1 = TestImages.HEIGHT_PX * SCALE - 1;
    file.putShort((short) widthLess1).put((byte) 0).putShort((short) heightLess1).put((byte) 0);
    file.put(webp, 12, webp.length - 12);
    file.put("EXIF".getBytes(StandardCharsets.US_ASCII)).putInt(exif.length).put(exif);
    return file.array();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("orientedFiles")
  void appliesTheOrientationOnce(String format, int orientation, byte[] file)
      throws ImageException {
    ImageHeader header = FormatReaders.header(file);
    assertThat(header.orientation(), is(orientation));
    assertThat(header.widthPx(), is((orientation < 5 ? 48 : 32) * SCALE));
    assertThat(header.heightPx(), is((orientation < 5 ? 32 : 48) * SCALE));
    try (DecodedImage image = Decoding.decode(file)) {
      assertThat(Decoding.size(image), is(header.widthPx() + "x" + header.heightPx()));
      assertQuarters(image, orientation);
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("orientedFiles")
  void appliesTheOrientationOnceToReducedImages(String format, int orientation, byte[] file)
      throws ImageException {
    ImageHeader header = FormatReaders.header(file);
    // A quarter of the upright size; an eighth would not cover it.
    try (DecodedImage image = Decoding.decode(file, header.widthPx() / 4, header.heightPx() / 4)) {
      int denominator = format.equals("JPEG") ? 4 : 1;
      assertThat(
          Decoding.size(image),
          is(header.widthPx() / denominator + "x" + header.heightPx() / denominator));
      assertQuarters(image, orientation);
    }
  }

  private static void assertQuarters(DecodedImage image, int orientation) {
    Color[] inFile = {
      TestImages.TOP_LEFT, TestImages.TOP_RIGHT, TestImages.BOTTOM_LEFT, TestImages.BOTTOM_RIGHT
    };
    int[] upright = UPRIGHT_QUARTERS[orientation - 1];
    assertThat(
        "orientation " + orientation,
        Decoding.quarters(image),
        arrayContaining(
            near(inFile[upright[0]], LOSSY_TOLERANCE),
            near(inFile[upright[1]], LOSSY_TOLERANCE),
            near(inFile[upright[2]], LOSSY_TOLERANCE),
            near(inFile[upright[3]], LOSSY_TOLERANCE)));
  }

  @Test
  void comparesTheUprightSizeWithTheCover() throws ImageException {
    byte[] jpeg =
        TestImages.imageIo(TestImages.quarters(BufferedImage.TYPE_3BYTE_BGR, SCALE), "jpeg");
    byte[] rotated = TestImages.jpegWithExif(jpeg, TestImages.exif(6));
    // 384 x 256 in the file, 256 x 384 upright: half of that is 128 wide, but the cover needs 192.
    try (DecodedImage image = Decoding.decode(rotated, 192, 128)) {
      assertThat(Decoding.size(image), is("256x384"));
    }
  }

  @Test
  void treatsAValueOutOfRangeAsUpright() throws ImageException {
    byte[] jpeg = TestImages.imageIo(TestImages.busy(16, 8), "jpeg");
    for (int orientation : new int[] {0, 9, 255, 65535}) {
      byte[] file = TestImages.jpegWithExif(jpeg, TestImages.exif(orientation));
      assertThat(FormatReaders.header(file).orientation(), is(1));
    }
  }

  @Test
  void ignoresATruncatedExifBlock() throws ImageException {
    byte[] jpeg = TestImages.imageIo(TestImages.busy(16, 8), "jpeg");
    byte[] exif = TestImages.exif(6);
    for (int length = 0; length < exif.length - 7; length++) {
      byte[] file = TestImages.jpegWithExif(jpeg, java.util.Arrays.copyOf(exif, length));
      assertThat(Decoding.outcome(file), is("16x8"));
    }
  }
}
