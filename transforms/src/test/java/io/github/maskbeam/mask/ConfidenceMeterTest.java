// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.mask;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notANumber;

import org.junit.jupiter.api.Test;

class ConfidenceMeterTest {
  private static final double EXACT = 1e-6;

  @Test
  void meansAreOverThePixelsOfEachClass() {
    // Two points, two pixels each; class 1 has one pixel of either point, class 2 none.
    ScoreGrid grid = ScoreGrid.of(2, 1, 3, new float[] {0.7f, 0.2f, 0.1f, 0.5f, 0.4f, 0.1f});
    Mask mask = Mask.of(4, 1, new byte[] {0, 1, 1, 0});
    double[] means = ConfidenceMeter.measure(mask, grid, GridRegion.whole(2, 1));
    assertThat(means.length, is(3));
    assertThat(means[0], closeTo((0.7 + 0.5) / 2, EXACT));
    assertThat(means[1], closeTo((0.2 + 0.4) / 2, EXACT));
    assertThat(means[2], is(notANumber()));
  }

  @Test
  void pixelsTakeThePointsOfTheirRegion() {
    float[] probabilities = {0, 1, 0.25f, 0.75f, 1, 0, 1, 0};
    ScoreGrid grid = ScoreGrid.of(2, 2, 2, probabilities);
    Mask mask = Mask.of(3, 1, new byte[] {1, 1, 1});
    double[] means = ConfidenceMeter.measure(mask, grid, GridRegion.of(1, 0, 1, 1));
    assertThat(means[1], closeTo(0.75, EXACT));
  }

  @Test
  void logitsBecomeTheirSoftmax() {
    ScoreGrid grid =
        ScoreGrid.of(2, 1, 2, new float[] {0, (float) Math.log(3), -5, -5 + (float) Math.log(4)});
    ConfidenceMeter.toProbabilities(grid);
    assertThat((double) grid.scores()[0], closeTo(0.25, EXACT));
    assertThat((double) grid.scores()[1], closeTo(0.75, EXACT));
    assertThat((double) grid.scores()[2], closeTo(0.2, EXACT));
    assertThat((double) grid.scores()[3], closeTo(0.8, EXACT));
  }

  @Test
  void hugeLogitsDoNotOverflow() {
    ScoreGrid grid = ScoreGrid.of(1, 1, 3, new float[] {3e38f, 3e38f, -3e38f});
    ConfidenceMeter.toProbabilities(grid);
    assertThat(grid.scores(), is(new float[] {0.5f, 0.5f, 0}));
  }

  @Test
  void probabilitiesStayAsTheyAre() {
    float[] scores = {0.75f, 0.25f, 0, 0.5f, 0.25f, 0.25f};
    ScoreGrid grid = ScoreGrid.of(2, 1, 3, scores.clone());
    ConfidenceMeter.toProbabilities(grid);
    assertThat(grid.scores(), is(scores));
  }

  @Test
  void probabilitiesThatEightBitsRoundedStayAsTheyAre() {
    // An 8-bit softmax of 21 classes has steps of 1/256; here they lose 3/256 in all.
    float[] scores = new float[21];
    scores[4] = 250 / 256f;
    scores[5] = 3 / 256f;
    ScoreGrid grid = ScoreGrid.of(1, 1, 21, scores.clone());
    ConfidenceMeter.toProbabilities(grid);
    assertThat(grid.scores(), is(scores));
  }

  @Test
  void onePointWithoutASumOfOneMakesAllOfThemLogits() {
    ScoreGrid grid = ScoreGrid.of(2, 1, 2, new float[] {0.5f, 0.5f, 2, 2});
    ConfidenceMeter.toProbabilities(grid);
    assertThat(grid.scores(), is(new float[] {0.5f, 0.5f, 0.5f, 0.5f}));
    ScoreGrid negative = ScoreGrid.of(1, 1, 2, new float[] {-1, 2});
    ConfidenceMeter.toProbabilities(negative);
    assertThat((double) negative.scores()[1], closeTo(1 / (1 + Math.exp(-3)), EXACT));
  }
}
