// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.progress;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
  @Test
  void theNounFitsTheNumber() {
    assertThat(Figures.images(0), is("0 images"));
    assertThat(Figures.images(1), is("1 image"));
    assertThat(Figures.images(1234567), is("1,234,567 images"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1234.56;1,234.6",
        "37.24;37.2",
        "0.1;0.1",
        "0.0014049;0.0014",
        "0.0999;0.10",
        "0;0.0"
      })
  void aSmallRateHasTwoDigits(double rate, String text) {
    assertThat(Figures.rate(rate), is(text));
  }

  @ParameterizedTest
  @CsvSource({"1.46, 1.5 ms", "99.94, 99.9 ms", "371.4, 371 ms", "16351.1, 16.4 s"})
  void aLongTimeIsInSeconds(double ms, String text) {
    assertThat(Figures.time(ms), is(text));
  }
}
