// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.overlay;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.image.decode.ImageDecoder;
import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.schemas.ClassColors;
import io.github.maskbeam.schemas.LabelMap;
import io.github.maskbeam.schemas.Palette;
import io.github.maskbeam.testing.Mats;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tiles, read back with ImageIO. */
class TilePyramidTest {
  private static final LabelMap LABELS = LabelMap.of(List.of("background", "cat", "dog"));
  private static final OverlaySize FULL = OverlaySize.full(1100, 700);

  @BeforeAll
  static void loadNatives() {
    ImageDecoder.withMaxPixels(1);
  }

  @Test
  void sizesAreHalvedUntilTheImageIsShownWithoutTiles() {
    assertThat(sizes(6001, 4000), contains("6001 x 4000", "3001 x 2000", "1501 x 1000"));
    assertThat(sizes(4, 801), contains("4 x 801"));
    assertThat(sizes(800, 4), is(empty()));
  }

  @Test
  void theTilesOfAMaskAreTheMask() throws IOException {
    byte[] classIds = new byte[1100 * 700];
    Random random = new Random(3);
    for (int pixel = 0; pixel < classIds.length; pixel++) {
      classIds[pixel] = (byte) random.nextInt(3);
    }
    Mask mask = Mask.of(1100, 700, classIds);
    List<byte[]> files = new ArrayList<>();
    assertThat(TilePyramid.mask(mask, FULL, LABELS, ClassColors.voc(), files::add), is(true));
    assertThat(files, hasSize(6));
    BufferedImage joined = joined(files);
    for (int y = 0; y < 700; y++) {
      for (int x = 0; x < 1100; x++) {
        int id = mask.classId(x, y);
        // The class background is transparent.
        assertThat(joined.getRGB(x, y), is(id == 0 ? 0 : 0xff000000 | Palette.rgb(id)));
      }
    }

    List<byte[]> half = new ArrayList<>();
    OverlaySize size = OverlaySize.full(550, 350);
    assertThat(TilePyramid.mask(mask, size, LABELS, ClassColors.voc(), half::add), is(true));
    assertThat(half, hasSize(2));
    assertThat(read(half.get(1)).getWidth(), is(550 - 512));
    int id = mask.classId(2 * 513 + 1, 2 * 349 + 1);
    assertThat(read(half.get(1)).getRGB(1, 349), is(id == 0 ? 0 : 0xff000000 | Palette.rgb(id)));
  }

  @Test
  void theTilesOfAMaskOf16BitsHaveItsColors() throws IOException {
    byte[] classIds = new byte[2 * 600];
    classIds[2 * 599] = 1;
    classIds[2 * 599 + 1] = 44;
    List<byte[]> files = new ArrayList<>();
    ClassColors colors = ClassColors.parse("#010203");
    Mask mask = Mask.of(600, 1, 16, classIds);
    TilePyramid.mask(mask, OverlaySize.full(600, 1), LABELS, colors, files::add);
    assertThat(files, hasSize(2));
    assertThat(read(files.get(1)).getRGB(86, 0) >>> 24, is(0));
    assertThat(read(files.get(1)).getRGB(87, 0), is(0xff000000 | colors.rgb(300)));
  }

  @Test
  void theTilesOfAConfidenceMaskHaveItsGrays() throws IOException {
    byte[] grays = new byte[1100 * 700];
    for (int pixel = 0; pixel < grays.length; pixel++) {
      grays[pixel] = (byte) (pixel % 251 ^ pixel / 1100);
    }
    List<byte[]> files = new ArrayList<>();
    assertThat(TilePyramid.confidence(Mask.of(1100, 700, grays), FULL, files::add), is(true));
    BufferedImage last = read(files.get(5));
    for (int y = 512; y < 700; y++) {
      for (int x = 1024; x < 1100; x++) {
        assertThat(
            last.getRaster().getSample(x - 1024, y - 512, 0), is(grays[y * 1100 + x] & 0xff));
      }
    }
  }

  @Test
  void theTilesOfAnImageAreTheImage() throws IOException {
    try (Mat rgb = Mats.uniform(1100, 700, Mats.BLUE);
        Mat right = rgb.colRange(1024, 1100);
        Mat green = Mats.uniform(76, 700, Mats.GREEN)) {
      green.copyTo(right);
      List<byte[]> files = new ArrayList<>();
      assertThat(TilePyramid.image(rgb, FULL, files::add), is(true));
      assertThat(files, hasSize(6));
      assertThat(channels(joined(files).getRGB(1023, 699)), is("blue"));
      assertThat(channels(joined(files).getRGB(1024, 0)), is("green"));
      List<byte[]> half = new ArrayList<>();
      assertThat(TilePyramid.image(rgb, OverlaySize.full(550, 350), half::add), is(true));
      assertThat(half, hasSize(2));
      assertThat(channels(read(half.get(1)).getRGB(37, 349)), is("green"));
    }
  }

  @Test
  void aReceiverThatTakesNoMoreGetsNoMore() {
    List<byte[]> files = new ArrayList<>();
    boolean all =
        TilePyramid.confidence(
            Mask.of(1100, 700, new byte[1100 * 700]),
            FULL,
            file -> {
              files.add(file);
              return files.size() < 4;
            });
    assertThat(all, is(false));
    assertThat(files, hasSize(4));
  }

  private static String channels(int argb) {
    return (argb & 0xff) > 200 ? "blue" : (argb >> 8 & 0xff) > 200 ? "green" : "other";
  }

  private static List<String> sizes(int widthPx, int heightPx) {
    return TilePyramid.sizes(widthPx, heightPx, 800).stream()
        .map(size -> size.widthPx() + " x " + size.heightPx())
        .collect(Collectors.toList());
  }

  /** The tiles of an image of 1100 x 700, three in a row, as one picture. */
  private static BufferedImage joined(List<byte[]> files) throws IOException {
    BufferedImage joined = new BufferedImage(1100, 700, BufferedImage.TYPE_INT_ARGB);
    for (int tile = 0; tile < files.size(); tile++) {
      BufferedImage picture = read(files.get(tile));
      for (int y = 0; y < picture.getHeight(); y++) {
        for (int x = 0; x < picture.getWidth(); x++) {
          joined.setRGB(tile % 3 * 512 + x, tile / 3 * 512 + y, picture.getRGB(x, y));
        }
      }
    }
    return joined;
  }

  private static BufferedImage read(byte[] file) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(file));
  }
}
