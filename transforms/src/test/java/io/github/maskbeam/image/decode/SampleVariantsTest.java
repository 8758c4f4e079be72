// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.decode;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.png.PngFormat;
import io.github.maskbeam.natives.OpenCv;
import io.github.maskbeam.schemas.FailureCode;
import io.github.maskbeam.testing.Decoding;
import io.github.maskbeam.testing.TestImages;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Equal visible colors give equal pixels, whatever the alpha and the bits of PNG and WebP. */
class SampleVariantsTest {
  private static final int SIDE_PX = 24;
  private static final int GRAY = 0;
  private static final int RGB = 2;
  private static final int GRAY_ALPHA = 4;
  private static final int RGB_ALPHA = 6;

  /** A channel of the picture; reaches 255. */
  private static int color(int x, int y, int channel) {
    return channel == 0 ? Math.min(255, x * 12) : (x * 7 + y * 13 * channel) & 0xFF;
  }

  private static int[] picture(boolean gray) {
    int[] rgb = new int[1 + SIDE_PX * SIDE_PX];
    rgb[0] = SIDE_PX;
    for (int i = 1; i < rgb.length; i++) {
      int x = (i - 1) % SIDE_PX;
      int y = (i - 1) / SIDE_PX;
      int first = color(x, y, 0);
      rgb[i] = first << 16 | (gray ? first : color(x, y, 1)) << 8 | (gray ? first : color(x, y, 2));
    }
    return rgb;
  }

  private static byte[] png(int colorType, int bits, int factor) throws java.io.IOException {
    boolean gray = colorType == GRAY || colorType == GRAY_ALPHA;
    int colors = gray ? 1 : 3;
    int samples = colors + (colorType >= GRAY_ALPHA ? 1 : 0);
    ByteBuffer pixels = ByteBuffer.allocate(SIDE_PX * (1 + SIDE_PX * samples * bits / 8));
    for (int y = 0; y < SIDE_PX; y++) {
      pixels.put((byte) 0);
      for (int x = 0; x < SIDE_PX; x++) {
        for (int s = 0; s < samples; s++) {
          int alpha = ((1 << bits) - 1) * (x % 4) / 3;
          int value = s < colors ? factor * color(x, y, s) : alpha;
          if (bits == 8) {
            pixels.put((byte) value);
          } else {
            pixels.putShort((short) value);
          }
        }
      }
    }
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(compressed, new Deflater())) {
      out.write(pixels.array());
    }
    byte[] header = ByteBuffer.allocate(13).putInt(SIDE_PX).putInt(SIDE_PX).array();
    header[8] = (byte) bits;
    header[9] = (byte) colorType;
    return TestImages.join(
        PngFormat.signature(),
        TestImages.pngChunk("IHDR", header),
        TestImages.pngChunk("IDAT", compressed.toByteArray()),
        TestImages.pngChunk("IEND", new byte[0]));
  }

  @ParameterizedTest
  @CsvSource({"8, 1", "16, 1", "16, 4", "16, 16", "16, 64", "16, 256", "16, 257"})
  void decodesPngsOfAnyRangeAndAlpha(int bits, int factor)
      throws ImageException, java.io.IOException {
    for (int colorType : new int[] {GRAY, RGB, GRAY_ALPHA, RGB_ALPHA}) {
      boolean gray = colorType == GRAY || colorType == GRAY_ALPHA;
      assertThat(
          "color type " + colorType, Decoding.rgb(png(colorType, bits, factor)), is(picture(gray)));
    }
  }

  @Test
  void dropsTheAlphaOfWebp() throws ImageException {
    OpenCv.load();
    byte[] pixels = new byte[SIDE_PX * SIDE_PX * 4];
    for (int i = 0; i < pixels.length; i++) {
      int x = i / 4 % SIDE_PX;
      int y = i / 4 / SIDE_PX;
      // Blue, green, red, alpha. The encoder changes the color of pixels whose alpha is 0.
      pixels[i] = (byte) (i % 4 == 3 ? 1 + x * 5 : color(x, y, 2 - i % 4));
    }
    try (BytePointer bytes = new BytePointer(pixels);
        Mat image = new Mat(SIDE_PX, SIDE_PX, opencv_core.CV_8UC4, bytes);
        BytePointer out = new BytePointer();
        IntPointer lossless = new IntPointer(opencv_imgcodecs.IMWRITE_WEBP_QUALITY, 101)) {
      opencv_imgcodecs.imencode(".webp", image, out, lossless);
      byte[] file = new byte[(int) out.limit()];
      out.get(file);
      assertThat(
          new String(file, java.nio.charset.StandardCharsets.ISO_8859_1), containsString("VP8L"));
      assertThat(Decoding.rgb(file), is(picture(false)));
    }
  }

  @Test
  void namesTheVariantOfXcode() throws java.io.IOException {
    byte[] png = png(RGB_ALPHA, 8, 1);
    byte[] variant = TestImages.insert(png, 8, TestImages.pngChunk("CgBI", new byte[4]));
    ImageException failure = Decoding.exception(variant);
    assertThat(failure.code(), is(FailureCode.UNSUPPORTED_FORMAT));
    assertThat(failure.getMessage(), containsString("CgBI"));
  }
}
