// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.mask;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {
  @Test
  void positionsAreThePointsIfTheirNumberIsEqual() {
    Axis axis = Axis.of(5, 0, 5, 5);
    assertThat(axis.low, is(new int[] {0, 1, 2, 3, 4}));
    assertThat(axis.high, is(new int[] {1, 2, 3, 4, 4}));
    assertThat(axis.weight, is(new double[5]));
  }

  @Test
  void usesHalfPixelCenters() {
    // Twice as many pixels as points: positions -0.25, 0.25, 0.75, 1.25, the first one clamped.
    Axis axis = Axis.of(4, 0, 2, 2);
    assertThat(axis.low, is(new int[] {0, 0, 0, 1}));
    assertThat(axis.high, is(new int[] {1, 1, 1, 1}));
    assertThat(axis.weight, is(new double[] {0, 0.25, 0.75, 0}));
  }

  @Test
  void usesOnlyPointsWithinTheRegion() {
    Axis axis = Axis.of(100, 3, 4, 10);
    for (int i = 0; i < 100; i++) {
      assertThat(axis.low[i], greaterThanOrEqualTo(3));
      assertThat(axis.high[i], lessThanOrEqualTo(6));
      assertThat(axis.nearest(i), is(3 + i / 25));
    }
  }

  @Test
  void includesPointsWhoseCenterIsInTheRegion() {
    // Points 1 and 2 have their centers, 1.5 and 2.5, between 0.6 and 3.2; 0.5 and 3.5 are outside.
    Axis axis = Axis.of(50, 0.6, 2.6, 8);
    assertThat(axis.low[0], is(1));
    assertThat(axis.high[49], is(2));
  }

  @ParameterizedTest(name = "from {0}, {1} long: point {2}")
  @CsvSource({"2.6, 0.3, 2", "0, 0.2, 0", "3.9, 0.1, 3", "1.6, 0.8, 2", "0.1, 0.3, 0"})
  void usesThePointThatContainsARegionBetweenTwoCenters(double start, double length, int point) {
    Axis axis = Axis.of(7, start, length, 4);
    for (int i = 0; i < 7; i++) {
      assertThat(axis.low[i], is(point));
      assertThat(axis.nearest(i), is(point));
      assertThat(axis.weight[i], closeTo(0, 0));
    }
  }

  @Test
  void halfWayBetweenTwoPointsTheLaterOneIsNearest() {
    Axis axis = Axis.of(1, 0, 2, 2);
    assertThat(axis.weight[0], is(0.5));
    assertThat(axis.nearest(0), is(1));
  }

  /** So thin, and so far to the right, that its middle is rounded up to its end. */
  @Test
  void aRegionAtTheVeryEdgeShowsTheLastPoint() {
    double start = Math.nextDown(4.0);
    Axis axis = Axis.of(1, start, 4 - start, 4);
    assertThat(axis.low[0], is(3));
    assertThat(axis.nearest(0), is(3));
  }

  @Test
  void aCellEndsWhereTheNeighboringPointsChange() {
    Axis axis = Axis.of(9, 0, 3, 3);
    assertThat(axis.low, is(new int[] {0, 0, 0, 0, 1, 1, 1, 2, 2}));
    assertThat(axis.cells, is(new int[] {0, 4, 7}));
    assertThat(axis.cellEnd(0), is(4));
    assertThat(axis.cellEnd(1), is(7));
    assertThat(axis.cellEnd(2), is(9));
  }
}
