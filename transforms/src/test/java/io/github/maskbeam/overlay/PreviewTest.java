// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.overlay;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.github.maskbeam.image.decode.ImageDecoder;
import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.schemas.ClassColors;
import io.github.maskbeam.schemas.LabelMap;
import io.github.maskbeam.schemas.Palette;
import io.github.maskbeam.testing.Mats;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PreviewTest {
  private static final LabelMap LABELS = LabelMap.of(List.of("background", "cat", "dog"));
  private static final int MAX_BYTES = 8192;

  @BeforeAll
  static void loadNatives() {
    ImageDecoder.withMaxPixels(1);
  }

  @Test
  void maskHasThePaletteAndATransparentBackground() throws IOException {
    byte[] classIds = {0, 1, 2, 2};
    try (Mat rgb = Mats.uniform(40, 10, Mats.BLUE)) {
      Preview preview =
          Preview.of(
              rgb,
              Mask.of(4, 1, classIds),
              OverlaySize.within(20, 40, 10),
              LABELS,
              ClassColors.voc(),
              MAX_BYTES,
              MAX_BYTES);
      BufferedImage mask = read(preview.maskPng());
      BufferedImage image = read(preview.imageJpeg());
      assertThat(mask.getWidth() + " x " + mask.getHeight(), is("20 x 5"));
      assertThat(image.getWidth() + " x " + image.getHeight(), is("20 x 5"));
      assertThat(mask.getRGB(2, 2), is(0));
      assertThat(mask.getRGB(7, 2), is(0xff000000 | Palette.rgb(1)));
      assertThat(mask.getRGB(12, 2), is(0xff000000 | Palette.rgb(2)));
    }
  }

  @Test
  void maskOf16BitsHasColorsWithoutAPalette() throws IOException {
    byte[] classIds = {0, 0, 1, 44, 0, 1, 2, 3};
    ClassColors colors = ClassColors.parse("#000000\n#010203");
    try (Mat rgb = Mats.uniform(4, 1, Mats.BLUE)) {
      Preview preview =
          Preview.of(
              rgb,
              Mask.of(4, 1, 16, classIds),
              OverlaySize.within(4, 4, 1),
              LABELS,
              colors,
              MAX_BYTES,
              MAX_BYTES);
      BufferedImage mask = read(preview.maskPng());
      assertThat(mask.getRGB(0, 0), is(0));
      assertThat(mask.getRGB(1, 0), is(0xff000000 | Palette.rgb(300)));
      assertThat(mask.getRGB(2, 0), is(0xff010203));
      assertThat(mask.getRGB(3, 0), is(0xff000000 | Palette.rgb(515)));
    }
  }

  /** Noise compresses worst, so no other image has larger files. */
  @Test
  void filesOfNoiseDoNotExceedTheMaximumSize() throws IOException {
    Random random = new Random(5);
    byte[] noise = new byte[800 * 600];
    random.nextBytes(noise);
    try (Mat rgb = Mats.of(800, 600, (x, y) -> random.nextInt())) {
      Preview preview =
          Preview.of(
              rgb,
              Mask.of(800, 600, noise),
              OverlaySize.within(800, 800, 600),
              LABELS,
              ClassColors.voc(),
              MAX_BYTES,
              MAX_BYTES);
      assertThat(preview.imageJpeg().length, lessThanOrEqualTo(MAX_BYTES));
      assertThat(preview.maskPng().length, lessThanOrEqualTo(MAX_BYTES));
      BufferedImage mask = read(preview.maskPng());
      assertThat((double) mask.getWidth() / mask.getHeight(), closeTo(4.0 / 3, 0.05));
    }
  }

  private static BufferedImage read(byte[] file) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(file));
  }
}
