// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.mask;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notANumber;

import org.junit.jupiter.api.Test;

class ConfidenceMeterTest {
  private static final double TOLERANCE = 1e-6;

  @Test
  void averagesOverThePixelsOfEachClass() {
    // Two points with two pixels each; class 1 has one pixel at each point, class 2 has none.
    ScoreGrid grid = ScoreGrid.of(2, 1, 3, new float[] {0.7f, 0.2f, 0.1f, 0.5f, 0.4f, 0.1f});
    Mask mask = Mask.of(4, 1, new byte[] {0, 1, 1, 0});
    double[] means = ConfidenceMeter.measure(mask, grid, GridRegion.whole(2, 1));
    assertThat(means.length, is(3));
    assertThat(means[0], closeTo((0.7 + 0.5) / 2, TOLERANCE));
    assertThat(means[1], closeTo((0.2 + 0.4) / 2, TOLERANCE));
    assertThat(means[2], is(notANumber()));
  }

  @Test
  void usesOnlyPointsOfTheRegion() {
    float[] probabilities = {0, 1, 0.25f, 0.75f, 1, 0, 1, 0};
    ScoreGrid grid = ScoreGrid.of(2, 2, 2, probabilities);
    Mask mask = Mask.of(3, 1, new byte[] {1, 1, 1});
    double[] means = ConfidenceMeter.measure(mask, grid, GridRegion.of(1, 0, 1, 1));
    assertThat(means[1], closeTo(0.75, TOLERANCE));
  }

  @Test
  void convertsLogitsBySoftmax() {
    float[] probabilities = probabilities(2, 0, (float) Math.log(3), -5, -5 + (float) Math.log(4));
    assertThat((double) probabilities[0], closeTo(0.25, TOLERANCE));
    assertThat((double) probabilities[1], closeTo(0.75, TOLERANCE));
    assertThat((double) probabilities[2], closeTo(0.2, TOLERANCE));
    assertThat((double) probabilities[3], closeTo(0.8, TOLERANCE));
  }

  @Test
  void doesNotOverflowForHugeLogits() {
    assertThat(probabilities(3, 3e38f, 3e38f, -3e38f), is(new float[] {0.5f, 0.5f, 0}));
  }

  @Test
  void keepsProbabilities() {
    float[] scores = {0.75f, 0.25f, 0, 0.5f, 0.25f, 0.25f};
    assertThat(probabilities(3, scores), is(scores));
  }

  @Test
  void keepsProbabilitiesThatWereRoundedToEightBits() {
    // An 8-bit softmax has steps of 1/256; the sum of these probabilities is 3/256 too small.
    float[] scores = new float[21];
    scores[4] = 250 / 256f;
    scores[5] = 3 / 256f;
    assertThat(probabilities(21, scores), is(scores));
  }

  @Test
  void convertsAllPointsIfOneDoesNotSumToOne() {
    assertThat(probabilities(2, 0.5f, 0.5f, 2, 2), is(new float[] {0.5f, 0.5f, 0.5f, 0.5f}));
    assertThat((double) probabilities(2, -1, 2)[1], closeTo(1 / (1 + Math.exp(-3)), TOLERANCE));
  }

  @Test
  void leavesScoresAsTheyAre() {
    float[] scores = {1, 2};
    ConfidenceMeter.toProbabilities(ScoreGrid.of(1, 1, 2, scores), new float[2]);
    assertThat(scores, is(new float[] {1, 2}));
  }

  /** The probabilities of points side by side. */
  private static float[] probabilities(int classes, float... scores) {
    ScoreGrid grid = ScoreGrid.of(scores.length / classes, 1, classes, scores.clone());
    ScoreGrid converted = ConfidenceMeter.toProbabilities(grid, new float[scores.length]);
    float[] probabilities = new float[scores.length];
    converted.copy(0, probabilities);
    return probabilities;
  }
}
