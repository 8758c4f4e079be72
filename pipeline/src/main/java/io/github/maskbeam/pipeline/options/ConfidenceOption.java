// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.segment.SegmentSettings.Confidence;
import java.util.Locale;
import java.util.Optional;

/** The options {@code --confidence} and {@code --minConfidence}. */
public final class ConfidenceOption {
  /** What Beam reads {@code --confidence} without a value as. */
  private static final String BARE = "true";

  private static final String OMITTED = "false";

  private ConfidenceOption() {}

  /**
   * Parses the value of {@code --confidence}: {@code mean} or {@code true}, {@code mask}, or {@code
   * false}, in upper or lower case.
   *
   * @throws UsageException if it is something else
   */
  static Confidence parse(String text) throws UsageException {
    if (isOmitted(text)) {
      return Confidence.OMITTED;
    }
    switch (text.toLowerCase(Locale.ROOT)) {
      case BARE:
      case "mean":
        return Confidence.MEASURED;
      case "mask":
        return Confidence.WRITTEN;
      default:
        throw new UsageException(
            ProblemCode.OPTION_CHOICE_UNKNOWN,
            String.format("--confidence=%s is unknown; use one of mean or mask or false.", text));
    }
  }

  /** Whether the value of {@code --confidence} is that of a run without it. */
  static boolean isOmitted(String text) {
    return text.equalsIgnoreCase(OMITTED);
  }

  /** The value of {@code --confidence} for the name of a constant in run.json. */
  public static String valueOf(String constant) {
    switch (Confidence.valueOf(constant)) {
      case OMITTED:
        return OMITTED;
      case MEASURED:
        return "mean";
      case WRITTEN:
        return "mask";
    }
    throw new AssertionError(constant);
  }

  /**
   * The value of {@code --minConfidence}, or 0 if it is not given.
   *
   * @throws UsageException if it is given and not between 0 and 1
   */
  static double minimum(Optional<Double> given) throws UsageException {
    double value = given.orElse(0.0);
    if (given.isPresent() && !(value > 0 && value < 1)) {
      throw new UsageException(
          ProblemCode.OPTION_OUT_OF_RANGE,
          "--minConfidence="
              + value
              + " must be more than 0 and less than 1: pixels with a lower probability become void."
              + " Omit it to keep all pixels.");
    }
    return value;
  }
}
