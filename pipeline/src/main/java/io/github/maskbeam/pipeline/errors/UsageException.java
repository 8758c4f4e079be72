// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.errors;

import java.util.ArrayList;
import java.util.List;

/**
 * What a person asked for cannot be done as asked. Thrown before any image is read, with all
 * problems at once; each names the value and the remedy.
 */
public final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ArrayList<String> problems;

  /** One problem. */
  public UsageException(String problem) {
    this(List.of(problem));
  }

  /** All problems, at least one. */
  public UsageException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = new ArrayList<>();
    for (String problem : problems) {
      this.problems.add(problem.endsWith(".") ? problem : problem + ".");
    }
  }

  /** The problems, a sentence each. */
  public List<String> problems() {
    return problems;
  }
}
