// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model.precision;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfFloatsTest {
  @ParameterizedTest
  @CsvSource({
    "0000, 0.0",
    "8000, -0.0",
    "3c00, 1.0",
    "c000, -2.0",
    "3555, 0.33325195",
    "7bff, 65504.0",
    "0400, 6.1035156E-5",
    "03ff, 6.097555E-5",
    "8001, -5.9604645E-8",
    "7c00, Infinity",
    "fc00, -Infinity",
    "7e00, NaN"
  })
  void isTheValueOfTheStandard(String half, float expected) {
    // Boxed, because only then -0 differs from 0 and NaN equals NaN.
    Float actual = HalfFloats.toFloat((short) Integer.parseInt(half, 16));
    assertThat(actual, is(Float.valueOf(expected)));
  }
}
