// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.overlay;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.image.decode.DecodedImage;
import io.github.maskbeam.image.decode.ImageDecoder;
import io.github.maskbeam.image.verify.FormatReaders;
import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.mask.MaskPng;
import io.github.maskbeam.schemas.ClassColors;
import io.github.maskbeam.schemas.LabelMap;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.hamcrest.CustomTypeSafeMatcher;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.Test;

class OverlayRendererTest {
  private static final int GRAY = 0x808080;

  /** Maximum error of JPEG in an area of one color. */
  private static final double JPEG_ERROR = 6;

  private final ImageDecoder decoder = ImageDecoder.withMaxPixels(10_000_000);
  private final OverlayRenderer renderer =
      OverlayRenderer.of(LabelMap.of(List.of("background", "thing")), ClassColors.voc());

  @Test
  void blendsTheClassColorAndKeepsBackgroundTransparent() throws Exception {
    BufferedImage overlay = read(render(image(200, 100), maskFile(rightHalf(200, 100))));
    assertThat(overlay.getWidth() + " x " + overlay.getHeight(), is("200 x 100"));
    assertColor(overlay.getRGB(50, 50), 0x80, 0x80, 0x80);
    // Class 1 is 0x800000.
    assertColor(overlay.getRGB(150, 50), 0x80, 0x40, 0x40);
  }

  @Test
  void scaledMaskInMemoryGivesTheSameOverlayAsItsFile() throws Exception {
    byte[] content = image(3000, 1500);
    Mask mask = rightHalf(3000, 1500);
    byte[] ofFile = render(content, maskFile(mask));
    Mask scaled = MaskPixels.scaled(mask, OverlayRenderer.size(3000, 1500));
    try (DecodedImage image = decoder.decode(content, FormatReaders.header(content), 1024, 512)) {
      assertThat(renderer.render(image.rgb(), scaled), is(ofFile));
    }
  }

  @Test
  void scalesLargeImagesDown() throws Exception {
    BufferedImage overlay = read(render(image(3000, 1500), maskFile(rightHalf(3000, 1500))));
    assertThat(overlay.getWidth() + " x " + overlay.getHeight(), is("1024 x 512"));
    assertColor(overlay.getRGB(505, 256), 0x80, 0x80, 0x80);
    assertColor(overlay.getRGB(519, 256), 0x80, 0x40, 0x40);
  }

  @Test
  void rejectsAMaskOfAnotherSize() {
    IOException e =
        assertThrows(
            IOException.class, () -> render(image(200, 100), maskFile(rightHalf(100, 200))));
    assertThat(e.getMessage(), containsString("has 100 x 200 pixels, but its image has 200 x 100"));
  }

  @Test
  void rejectsFilesThatAreNotMasks() {
    byte[] truncated = Arrays.copyOf(maskFile(rightHalf(200, 100)), 60);
    assertThrows(IOException.class, () -> render(image(200, 100), truncated));
    assertThrows(IOException.class, () -> render(image(200, 100), new byte[0]));
    assertThrows(IOException.class, () -> render(image(200, 100), image(200, 100)));
    assertThrows(ImageException.class, () -> render(truncated, maskFile(rightHalf(200, 100))));
  }

  private byte[] render(byte[] content, byte[] maskPng) throws ImageException, IOException {
    ImageHeader header = FormatReaders.header(content);
    OverlaySize size = OverlayRenderer.size(header.widthPx(), header.heightPx());
    Mask mask = MaskPixels.read(maskPng, header.widthPx(), header.heightPx(), size);
    try (DecodedImage image = decoder.decode(content, header, size.widthPx(), size.heightPx())) {
      return renderer.render(image.rgb(), mask);
    }
  }

  private static void assertColor(int rgb, int red, int green, int blue) {
    String message = Integer.toHexString(rgb);
    assertThat(message, rgb >> 16 & 0xff, isNear(red));
    assertThat(message, rgb >> 8 & 0xff, isNear(green));
    assertThat(message, rgb & 0xff, isNear(blue));
  }

  private static Matcher<Integer> isNear(int value) {
    return new CustomTypeSafeMatcher<>("about " + value) {
      @Override
      protected boolean matchesSafely(Integer actual) {
        return closeTo(value, JPEG_ERROR).matches(actual.doubleValue());
      }
    };
  }

  private static Mask rightHalf(int widthPx, int heightPx) {
    byte[] classIds = new byte[widthPx * heightPx];
    for (int i = 0; i < classIds.length; i++) {
      classIds[i] = (byte) (i % widthPx < widthPx / 2 ? 0 : 1);
    }
    return Mask.of(widthPx, heightPx, classIds);
  }

  private static byte[] maskFile(Mask mask) {
    try (MaskPng png = new MaskPng()) {
      return png.encode(mask, "{}");
    }
  }

  private static byte[] image(int widthPx, int heightPx) throws IOException {
    BufferedImage image = new BufferedImage(widthPx, heightPx, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < heightPx; y++) {
      for (int x = 0; x < widthPx; x++) {
        image.setRGB(x, y, GRAY);
      }
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(image, "png", file);
    return file.toByteArray();
  }

  private static BufferedImage read(byte[] jpeg) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(jpeg));
  }
}
