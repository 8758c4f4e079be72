// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.evaluate;

import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Fractions and means that are absent if they would be 0/0. */
final class Fractions {
  private Fractions() {}

  static OptionalDouble of(long part, long whole) {
    return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
  }

  /** The mean of the values that are present. */
  static OptionalDouble mean(Stream<OptionalDouble> values) {
    return values
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble)
        .average();
  }
}
