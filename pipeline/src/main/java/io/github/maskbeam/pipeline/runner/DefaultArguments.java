// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.runner;

import java.util.ArrayList;
import java.util.List;

/** Collects default arguments for options that the user has not given. */
public final class DefaultArguments {
  private final List<String> given;
  private final List<String> added = new ArrayList<>();

  private DefaultArguments(List<String> given) {
    this.given = given;
  }

  /** An empty list of defaults for these arguments. */
  public static DefaultArguments beside(List<String> given) {
    return new DefaultArguments(given);
  }

  /** Adds {@code option=value}, unless the option was given with or without a value. */
  public void add(String option, Object value) {
    boolean isGiven =
        given.stream()
            .anyMatch(argument -> argument.equals(option) || argument.startsWith(option + "="));
    if (!isGiven) {
      added.add(option + "=" + value);
    }
  }

  /** The arguments to add. */
  public List<String> added() {
    return added;
  }
}
