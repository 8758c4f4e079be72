// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.mask;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PixelConfidenceTest {
  private static final int CLASSES = 5;

  private final Random random = new Random(7);

  @ParameterizedTest
  @CsvSource({"4, 3, 40, 31", "9, 7, 4, 3", "1, 1, 5, 5", "6, 6, 6, 6"})
  void isTheInterpolatedProbabilityOfThePixelsClass(
      int columns, int rows, int widthPx, int heightPx) {
    for (GridRegion region :
        new GridRegion[] {
          GridRegion.whole(columns, rows), GridRegion.of(0.4, 0.3, columns - 0.8, rows - 0.7)
        }) {
      ScoreGrid grid = grid(columns, rows);
      Mask mask = new MaskUpsampler().upsample(grid, region, widthPx, heightPx);
      ConfidenceMask confidences = confidences(mask, grid, region, 0);
      for (int y = 0; y < heightPx; y++) {
        for (int x = 0; x < widthPx; x++) {
          double expected = naive(grid, region, mask.classId(x, y), x, y, widthPx, heightPx);
          assertThat(
              x + ", " + y,
              (double) confidences.value(y * widthPx + x),
              closeTo(255 * expected, 0.5 + 1e-9));
        }
      }
    }
  }

  @Test
  void makesExactlyThePixelsBelowTheMinimumVoid() {
    ScoreGrid grid = grid(5, 5);
    GridRegion region = GridRegion.whole(5, 5);
    Mask before = new MaskUpsampler().upsample(grid, region, 50, 40);
    Mask mask = new MaskUpsampler().upsample(grid, region, 50, 40);
    confidences(mask, grid, region, 0.4);
    int voids = 0;
    for (int y = 0; y < 40; y++) {
      for (int x = 0; x < 50; x++) {
        boolean isLow = naive(grid, region, before.classId(x, y), x, y, 50, 40) < 0.4;
        assertThat(mask.classId(x, y), is(isLow ? 255 : before.classId(x, y)));
        voids += isLow ? 1 : 0;
      }
    }
    assertThat(voids, greaterThan(100));
    assertThat(2000 - voids, greaterThan(100));
  }

  @Test
  void bandsGiveWhatTheWholeGridGives() {
    ScoreGrid grid = grid(4, 9);
    GridRegion region = GridRegion.whole(4, 9);
    Mask whole = new MaskUpsampler().upsample(grid, region, 30, 70);
    ConfidenceMask expected = confidences(whole, grid, region, 0.5);

    Axis columns = region.columns(30, 4);
    Axis rows = region.rows(70, 9);
    MaskUpsampler upsampler = new MaskUpsampler();
    Mask mask = upsampler.start(columns, rows, 8);
    ConfidenceMask confidences = new ConfidenceMask(30, 70);
    PixelConfidence pixels =
        new PixelConfidence(mask, columns, rows, 0.5, Optional.of(confidences));
    for (int[] band : new int[][] {{0, 1}, {0, 4}, {3, 6}, {5, 9}}) {
      float[] scores = new float[(band[1] - band[0]) * 4 * CLASSES];
      grid.copy(band[0] * 4, scores);
      ScoreGrid part = ScoreGrid.of(4, band[1] - band[0], CLASSES, scores);
      pixels.add(part, band[0], upsampler.add(part, band[0]));
    }
    assertThat(mask.classIds(), is(whole.classIds()));
    assertThat(confidences.values(), is(expected.values()));
  }

  @Test
  void roundsToTheNearestStepAndClampsWhatIsNoProbability() {
    float[] scores = {1.5f / 255, 0.49f / 255, 1.02f, -0.01f, Float.NaN, 0.5f};
    Mask mask = Mask.of(6, 1, new byte[6]);
    ConfidenceMask confidences =
        confidences(mask, ScoreGrid.of(6, 1, 1, scores), GridRegion.whole(6, 1), 0.004);
    assertThat(confidences.values(), is(new byte[] {2, 0, (byte) 255, 0, 0, (byte) 128}));
    // NaN is no confidence.
    byte none = (byte) 255;
    assertThat(mask.classIds(), is(new byte[] {0, none, 0, none, none, 0}));
  }

  @Test
  void voidOfMasksWithSixteenBitsIs65535() {
    Mask mask = Mask.of(2, 1, 16, new byte[] {0, 0, 0, 1});
    ScoreGrid grid = ScoreGrid.of(2, 1, 2, new float[] {0.9f, 0.1f, 0.6f, 0.4f});
    confidences(mask, grid, GridRegion.whole(2, 1), 0.5);
    assertThat(mask.classId(0), is(0));
    assertThat(mask.classId(1), is(65_535));
  }

  @Test
  void voidPixelsDoNotCountForTheMeanOfAClass() {
    Mask mask = Mask.of(3, 1, new byte[] {0, (byte) 255, 0});
    ScoreGrid grid = ScoreGrid.of(3, 1, 2, new float[] {0.9f, 0.1f, 0.6f, 0.4f, 0.7f, 0.3f});
    double[] means = ConfidenceMeter.measure(mask, grid, GridRegion.whole(3, 1));
    assertThat(means[0], closeTo(0.8, 1e-6));
  }

  private static ConfidenceMask confidences(
      Mask mask, ScoreGrid grid, GridRegion region, double minimum) {
    Axis columns = region.columns(mask.widthPx(), grid.width());
    Axis rows = region.rows(mask.heightPx(), grid.height());
    ConfidenceMask confidences = new ConfidenceMask(mask.widthPx(), mask.heightPx());
    new PixelConfidence(mask, columns, rows, minimum, Optional.of(confidences))
        .add(grid, 0, mask.heightPx());
    return confidences;
  }

  /** Random probabilities. */
  private ScoreGrid grid(int width, int height) {
    float[] scores = new float[width * height * CLASSES];
    for (int point = 0; point < scores.length; point += CLASSES) {
      float sum = 0;
      for (int k = 0; k < CLASSES; k++) {
        scores[point + k] = (float) Math.pow(random.nextDouble(), 3);
        sum += scores[point + k];
      }
      for (int k = 0; k < CLASSES; k++) {
        scores[point + k] /= sum;
      }
    }
    return ScoreGrid.of(width, height, CLASSES, scores);
  }

  /** Bilinear interpolation with half-pixel centers, repeating the border of the region. */
  private static double naive(
      ScoreGrid grid, GridRegion region, int k, int x, int y, int widthPx, int heightPx) {
    double column =
        clamp(
            region.left() + (x + 0.5) * region.width() / widthPx - 0.5,
            region.left(),
            region.width());
    double row =
        clamp(
            region.top() + (y + 0.5) * region.height() / heightPx - 0.5,
            region.top(),
            region.height());
    double sum = 0;
    for (int j = 0; j < grid.height(); j++) {
      for (int i = 0; i < grid.width(); i++) {
        double weight = Math.max(0, 1 - Math.abs(i - column)) * Math.max(0, 1 - Math.abs(j - row));
        sum += weight * grid.score(grid.offset(i, j) + k);
      }
    }
    return sum;
  }

  private static double clamp(double position, double start, double length) {
    double first = Math.ceil(start - 0.5);
    double last = Math.floor(start + length - 0.5);
    return Math.max(Math.max(0, first), Math.min(last, position));
  }
}
