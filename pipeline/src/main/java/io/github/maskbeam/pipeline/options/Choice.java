// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Parses options whose value is one of a few words. */
public final class Choice {
  private Choice() {}

  /**
   * The constant that a text names, in upper or lower case.
   *
   * @param option the name of the option, for the message
   * @throws UsageException if no constant has that name
   */
  public static <E extends Enum<E>> E of(Class<E> type, String option, String text)
      throws UsageException {
    return Arrays.stream(type.getEnumConstants())
        .filter(known -> known.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    ProblemCode.OPTION_CHOICE_UNKNOWN,
                    String.format(
                        "--%s=%s is unknown; use one of %s.",
                        option,
                        text,
                        Arrays.stream(type.getEnumConstants())
                            .map(known -> known.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(" or ")))));
  }
}
