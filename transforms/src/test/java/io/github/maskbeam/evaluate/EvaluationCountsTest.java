// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.evaluate;

import static io.github.maskbeam.evaluate.TinyMasks.mask;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class EvaluationCountsTest {
  /** Runners add up in any order, and compare what they copied with what they had. */
  @Test
  void sumsAreEqualInAnyOrderAndDifferFromTheirParts() {
    EvaluationCounts one = EvaluationCounts.of(mask("0011"), mask("0111"));
    EvaluationCounts other = EvaluationCounts.of(mask("22"), mask("2."));
    EvaluationCounts sum = new EvaluationCounts();
    sum.add(one);
    sum.add(other);
    EvaluationCounts turned = EvaluationCounts.of(mask("22"), mask("2."));
    turned.add(one);
    assertThat(turned, is(sum));
    assertThat(turned.hashCode(), is(sum.hashCode()));
    assertThat(one.hashCode() == sum.hashCode(), is(false));
    assertThat(sum, is(not(one)));
    assertThat(sum, is(not(other)));
    assertThat(sum.confusion().countedPx(), is(6L));
    assertThat(sum.boundary().unionPx(1), is(3L));
  }

  @Test
  void countsThatDifferOnlyAtContoursAreNotEqual() {
    // The same pairs of classes; in the second image the pixel in the middle touches no contour.
    EvaluationCounts close = EvaluationCounts.of(mask("00", "00"), mask("00", "00"));
    EvaluationCounts wide = EvaluationCounts.of(mask("0000"), mask("0000"));
    assertThat(close, is(wide));
    EvaluationCounts square =
        EvaluationCounts.of(mask("000", "000", "000"), mask("000", "000", "000"));
    EvaluationCounts line = EvaluationCounts.of(mask("000000000"), mask("000000000"));
    assertThat(square.confusion(), is(line.confusion()));
    assertThat(square.boundary(), is(not(line.boundary())));
    assertThat(square, is(not(line)));
  }

  @Test
  void equalCountsHaveEqualHashesAndOthersUsuallyNot() {
    BoundaryCounts boundary = new BoundaryCounts();
    assertThat(boundary.hashCode(), is(new BoundaryCounts().hashCode()));
    boundary.add(mask("00"), mask("01"));
    assertThat(boundary.hashCode() == new BoundaryCounts().hashCode(), is(false));
    ConfusionMatrix matrix = new ConfusionMatrix();
    matrix.add(0, 1, 7);
    assertThat(matrix.hashCode() == new ConfusionMatrix().hashCode(), is(false));
    assertThat(matrix.equals((Object) boundary), is(false));
    assertThat(boundary.equals((Object) matrix), is(false));
  }

  @Test
  void sizesMustBeTheSame() {
    assertThrows(
        IllegalArgumentException.class, () -> EvaluationCounts.of(mask("00"), mask("0", "0")));
    assertThrows(
        IllegalArgumentException.class,
        () -> new BoundaryCounts().add(mask("00", "00"), mask("00")));
    assertThrows(
        IllegalArgumentException.class,
        () -> new BoundaryCounts().add(mask("00"), mask("00", "00")));
  }
}
