// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalizationTest {
  @Test
  void rejectsStandardDeviationsOfZeroOrLess() {
    assertThat(
        rejection(1, 0), is("Standard deviations must be greater than 0, but are 0.0, 0.0, 0.0"));
    assertThat(
        rejection(1, Double.NaN),
        is("Standard deviations must be greater than 0, but are NaN, NaN, NaN"));
  }

  @Test
  void rejectsInfiniteValues() {
    assertThat(
        rejection(Double.NaN, 1),
        is(
            "Means and standard deviations must be finite, but are NaN, NaN, NaN and"
                + " 1.0, 1.0, 1.0"));
    assertThat(
        rejection(1, Double.POSITIVE_INFINITY),
        is(
            "Means and standard deviations must be finite, but are 1.0, 1.0, 1.0 and"
                + " Infinity, Infinity, Infinity"));
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 1", "1, 0, 1", "1, 1, 0", "-1, 1, 1", "1, NaN, 1"})
  void eachChannelIsChecked(double red, double green, double blue) {
    assertThrows(IllegalArgumentException.class, () -> Normalization.of(0, 0, 0, red, green, blue));
  }

  @ParameterizedTest
  @CsvSource({
    "NaN, 0, 0, 1, 1, 1",
    "0, Infinity, 0, 1, 1, 1",
    "0, 0, -Infinity, 1, 1, 1",
    "0, 0, 0, Infinity, 1, 1",
    "0, 0, 0, 1, Infinity, 1",
    "0, 0, 0, 1, 1, Infinity"
  })
  void eachValueIsChecked(
      double meanRed, double meanGreen, double meanBlue, double red, double green, double blue) {
    assertThrows(
        IllegalArgumentException.class,
        () -> Normalization.of(meanRed, meanGreen, meanBlue, red, green, blue));
  }

  private static String rejection(double mean, double std) {
    return assertThrows(IllegalArgumentException.class, () -> Normalization.of(mean, std))
        .getMessage();
  }
}
