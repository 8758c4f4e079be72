// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.evaluate;

import static io.github.maskbeam.evaluate.TinyMasks.mask;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.mask.Mask;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
  private static final double ROUNDING = 1e-15;

  /**
   * Seven counted pixels. Pairs of ground truth and mask: (0,0) twice, (0,1) once, (1,1) twice,
   * (1,3) once, (2,2) once. The ground truth has 3, 3, 1, 0 pixels of the classes 0 to 3, the mask
   * has 2, 3, 1, 1.
   */
  private static final Mask TRUTH = mask("0011", "0.12");

  private static final Mask PREDICTED = mask("0111", "0132");

  @Test
  void countsPairsOfClassesWithoutVoid() {
    ConfusionMatrix matrix = matrix(TRUTH, PREDICTED);
    assertThat(matrix.countedPx(), is(7L));
    assertThat(matrix.correctPx(), is(5L));
    assertThat(matrix.px(0, 0), is(2L));
    assertThat(matrix.px(0, 1), is(1L));
    assertThat(matrix.px(1, 3), is(1L));
    assertThat(matrix.px(3, 1), is(0L));
    assertThat(matrix.px(0, 200), is(0L));
    assertThat(matrix.groundTruthPx(1), is(3L));
    assertThat(matrix.predictedPx(3), is(1L));
    assertThat(matrix.unionPx(1), is(4L));
  }

  /** One travels with every image, so it is no larger than the classes in it. */
  @Test
  void isAsLargeAsItsLargestClass() {
    ConfusionMatrix matrix = matrix(TRUTH, PREDICTED);
    assertThat(matrix.classes(), is(4));
    // Right beside the counts: in a matrix of four rows (0, 4) would be where (1, 0) is.
    matrix.add(1, 0, 9);
    assertThat(matrix.px(0, 4), is(0L));
    assertThat(matrix.px(4, 0), is(0L));
  }

  @Test
  void computesMetricsOfAnExample() {
    ConfusionMatrix matrix = matrix(TRUTH, PREDICTED);
    // Class 0: 2 / (3 + 2 - 2). Class 1: 2 / (3 + 3 - 2). Class 2: 1 / 1. Class 3: 0 / 1.
    isCloseTo(matrix.iou(0), 2.0 / 3);
    isCloseTo(matrix.iou(1), 0.5);
    isCloseTo(matrix.iou(2), 1);
    isCloseTo(matrix.iou(3), 0);
    // (16 + 12 + 24 + 0) / 24 / 4
    isCloseTo(matrix.meanIou(), 13.0 / 24);
    isCloseTo(matrix.pixelAccuracy(), 5.0 / 7);
    // Class 3 is not in the ground truth: (2/3 + 2/3 + 1) / 3
    isCloseTo(matrix.meanAccuracy(), 7.0 / 9);
    assertThat(matrix.accuracy(3), is(OptionalDouble.empty()));
    // (3 * 2/3 + 3 * 1/2 + 1 * 1 + 0 * 0) / 7
    isCloseTo(matrix.frequencyWeightedIou(), 4.5 / 7);
  }

  @Test
  void meansExcludeAbsentClasses() {
    ConfusionMatrix matrix = matrix(mask("0044"), mask("0004"));
    assertThat(matrix.iou(2), is(OptionalDouble.empty()));
    // Class 0: 2/3. Class 4: 1/2.
    isCloseTo(matrix.meanIou(), 7.0 / 12);
    isCloseTo(matrix.meanAccuracy(), 0.75);
  }

  @Test
  void countsVoidInTheMaskAsWrong() {
    ConfusionMatrix matrix = matrix(mask("00"), mask("0."));
    assertThat(matrix.px(0, ConfusionMatrix.VOID), is(1L));
    isCloseTo(matrix.pixelAccuracy(), 0.5);
    // Void is not a class; otherwise the mean would be 0.25.
    isCloseTo(matrix.meanIou(), 0.5);
    assertThat(matrix.classes(), is(1));
  }

  @Test
  void hasTheCountsWithoutVoidInTheMask() {
    ConfusionMatrix matrix = matrix(mask("0011"), mask("0.10"));
    ConfusionMatrix others = matrix.withoutPredictedVoid();
    assertThat(others.countedPx(), is(3L));
    assertThat(others.predictedPx(ConfusionMatrix.VOID), is(0L));
    isCloseTo(others.pixelAccuracy(), 2.0 / 3);
    // Class 0: 1/2. Class 1: 1/2.
    isCloseTo(others.meanIou(), 0.5);
    assertThat("not changed", matrix.countedPx(), is(4L));
    isCloseTo(matrix.meanIou(), (1.0 / 3 + 1.0 / 2) / 2);
  }

  @Test
  void acceptsAnyClassInTheMask() {
    ConfusionMatrix matrix = new ConfusionMatrix();
    matrix.add(mask("00"), Mask.of(2, 1, new byte[] {0, (byte) 254}));
    assertThat(matrix.px(0, 254), is(1L));
    isCloseTo(matrix.meanIou(), 0.25);
  }

  @Test
  void hasNoMetricsWithoutCountedPixels() {
    ConfusionMatrix matrix = matrix(mask("..", ".."), mask("01", "23"));
    assertThat(matrix.countedPx(), is(0L));
    assertThat(matrix.meanIou(), is(OptionalDouble.empty()));
    assertThat(matrix.meanAccuracy(), is(OptionalDouble.empty()));
    assertThat(matrix.pixelAccuracy(), is(OptionalDouble.empty()));
    assertThat(matrix.frequencyWeightedIou(), is(OptionalDouble.empty()));
  }

  @Test
  void sumsCountsBeforeDividing() {
    ConfusionMatrix sum = matrix(mask("0000"), mask("0001"));
    ConfusionMatrix other = matrix(mask("9"), mask("9"));
    sum.add(other);
    other.add(matrix(mask("0000"), mask("0001")));
    assertThat(other, is(sum));
    // Class 0: 3/4. Class 1: 0/1. Class 9: 1/1.
    isCloseTo(sum.meanIou(), 1.75 / 3);
  }

  @Test
  void countsExactlyBeyondThePrecisionOfDoubles() {
    ConfusionMatrix matrix = new ConfusionMatrix();
    long many = 1L << 60;
    matrix.add(1, 1, many);
    matrix.add(1, 1, 1);
    assertThat(matrix.px(1, 1), is(many + 1));
    assertThat(matrix.countedPx(), is(many + 1));
  }

  @Test
  void rejectsDifferentSizesAndInvalidClassIds() {
    IllegalArgumentException sizes =
        assertThrows(IllegalArgumentException.class, () -> matrix(mask("00", "00"), mask("0000")));
    assertThat(sizes.getMessage(), containsString("2 x 2"));
    assertThat(sizes.getMessage(), containsString("4 x 1"));
    ConfusionMatrix matrix = new ConfusionMatrix();
    assertThrows(IllegalArgumentException.class, () -> matrix.add(65_535, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> matrix.add(0, 65_536, 1));
  }

  private static ConfusionMatrix matrix(Mask groundTruth, Mask mask) {
    ConfusionMatrix matrix = new ConfusionMatrix();
    matrix.add(groundTruth, mask);
    return matrix;
  }

  private static void isCloseTo(OptionalDouble value, double expected) {
    assertThat(value.orElseThrow(), closeTo(expected, ROUNDING));
  }
}
