// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import io.github.maskbeam.model.Normalization;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import java.util.Optional;

/** The option {@code --normalization}. */
final class NormalizationOption {
  private NormalizationOption() {}

  /**
   * Parses a name such as {@code 0..1}, {@code mean,std}, or three means and three standard
   * deviations.
   */
  static Normalization parse(String text) throws UsageException {
    Optional<Normalization> named = Normalization.named(text);
    if (named.isPresent()) {
      return named.get();
    }
    String[] parts = text.split(",", -1);
    try {
      double[] values = new double[parts.length];
      for (int i = 0; i < parts.length; i++) {
        values[i] = Double.parseDouble(parts[i].strip());
      }
      if (values.length == 2) {
        return Normalization.of(values[0], values[1]);
      }
      if (values.length == 6) {
        return Normalization.of(values[0], values[1], values[2], values[3], values[4], values[5]);
      }
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          e instanceof NumberFormatException
              ? ProblemCode.OPTION_VALUE_INVALID
              : ProblemCode.OPTION_OUT_OF_RANGE,
          "--normalization=" + text + " cannot be used: " + e.getMessage() + ".");
    }
    throw new UsageException(
        ProblemCode.NORMALIZATION_INCOMPLETE,
        "--normalization="
            + text
            + " has "
            + parts.length
            + " numbers; use one of "
            + String.join(", ", Normalization.names())
            + ", 'mean,std' or six"
            + " numbers: the means of red, green and blue, then their standard deviations.");
  }
}
