// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.mask;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskUpsamplerTest {
  @ParameterizedTest(name = "{2} classes, grid {0} x {1}, image {3} x {4}")
  @CsvSource({
    "33, 33, 21, 640, 480",
    "33, 33, 21, 33, 33",
    "65, 65, 5, 20, 31",
    "65, 65, 5, 1, 300",
    "65, 65, 5, 300, 1",
    "65, 65, 5, 1, 1",
    "1, 1, 3, 50, 40",
    "2, 7, 255, 64, 64",
    "17, 9, 1, 40, 40",
    "2, 7, 256, 64, 64",
    "9, 17, 2, 101, 203",
    "7, 5, 1203, 33, 50"
  })
  void equalsInterpolationEverywhere(int gridW, int gridH, int classes, int widthPx, int heightPx) {
    Random random = new Random(gridW * 31L + widthPx);
    MaskUpsampler upsampler = new MaskUpsampler();
    for (Scores kind : Scores.values()) {
      ScoreGrid grid =
          ScoreGrid.of(gridW, gridH, classes, kind.generate(random, gridW, gridH, classes));
      GridRegion whole = GridRegion.whole(gridW, gridH);
      GridRegion letterboxed = GridRegion.of(gridW * 0.1, gridH * 0.25, gridW * 0.8, gridH * 0.5);
      for (GridRegion region : Arrays.asList(whole, letterboxed)) {
        Mask expected = NaiveUpsampler.upsample(grid, region, widthPx, heightPx);
        Mask actual = upsampler.upsample(grid, region, widthPx, heightPx);
        assertThat(kind.name(), differingPixels(actual, expected), is(0));
      }
    }
  }

  @Test
  void lowestClassIdWinsATie() {
    float[] scores = new float[4 * 4 * 3];
    Mask mask =
        new MaskUpsampler().upsample(ScoreGrid.of(4, 4, 3, scores), GridRegion.whole(4, 4), 64, 64);
    assertThat(mask.classIds(), is(new byte[64 * 64]));
  }

  @Test
  void thirdClassCanWinBetweenTwoOthers() {
    // Class 0 wins at x = 0 and class 2 at x = 1; halfway class 1 has 0.9, the others have 0.5.
    float[] scores = {1f, 0.9f, 0f, 0f, 0.9f, 1f};
    Mask mask =
        new MaskUpsampler().upsample(ScoreGrid.of(2, 1, 3, scores), GridRegion.whole(2, 1), 200, 1);
    assertThat(mask.classId(0, 0), is(0));
    assertThat(mask.classId(100, 0), is(1));
    assertThat(mask.classId(199, 0), is(2));
  }

  @Test
  void interpolatesThePositionOfAnEdge() {
    // With scores 3 and 1, the edge is a quarter of the cell from the point with the lower score.
    float[] scores = {3f, 0f, 0f, 1f};
    Mask mask =
        new MaskUpsampler().upsample(ScoreGrid.of(2, 1, 2, scores), GridRegion.whole(2, 1), 400, 1);
    int edge = 0;
    while (mask.classId(edge, 0) == 0) {
      edge++;
    }
    assertThat(edge, greaterThan(245));
    assertThat(edge, lessThan(255));
  }

  @Test
  void ignoresTheBorderOfALetterbox() {
    // The scores of the border, class 1, are far higher than those of the image, class 0.
    float[] scores = new float[6 * 4 * 2];
    for (int y = 0; y < 4; y++) {
      for (int x = 0; x < 6; x++) {
        boolean inside = x >= 2 && x < 4;
        scores[2 * (6 * y + x)] = inside ? 1 : 0;
        scores[2 * (6 * y + x) + 1] = inside ? 0 : 1000;
      }
    }
    Mask mask =
        new MaskUpsampler()
            .upsample(ScoreGrid.of(6, 4, 2, scores), GridRegion.of(2, 0, 2, 4), 200, 400);
    assertThat(mask.classIds(), is(new byte[200 * 400]));
  }

  private static int differingPixels(Mask a, Mask b) {
    int differing = 0;
    for (int i = 0; i < a.classIds().length; i++) {
      differing += a.classIds()[i] == b.classIds()[i] ? 0 : 1;
    }
    return differing;
  }

  /** Kinds of scores: without structure, with large areas like photographs, and with many ties. */
  private enum Scores {
    NOISE {
      @Override
      float at(Random random, int x, int y, int k) {
        return (float) random.nextGaussian();
      }
    },
    BLOBS {
      @Override
      float at(Random random, int x, int y, int k) {
        return (float) (Math.sin(x * 0.3 + k) * Math.cos(y * 0.2 - k) + random.nextFloat() * 0.05);
      }
    },
    TIES {
      @Override
      float at(Random random, int x, int y, int k) {
        return random.nextInt(3);
      }
    },
    NEAR_TIES {
      @Override
      float at(Random random, int x, int y, int k) {
        float score = 1000f + random.nextInt(2);
        return random.nextBoolean() ? score : Math.nextUp(score);
      }
    };

    abstract float at(Random random, int x, int y, int k);

    float[] generate(Random random, int width, int height, int classes) {
      float[] scores = new float[width * height * classes];
      for (int i = 0; i < scores.length; i++) {
        int point = i / classes;
        scores[i] = at(random, point % width, point / width, i % classes);
      }
      return scores;
    }
  }
}
