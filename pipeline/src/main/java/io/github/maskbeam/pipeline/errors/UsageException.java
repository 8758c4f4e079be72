// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.errors;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a person asked for cannot be done as asked. Thrown before any image is read, with all
 * problems at once; each has a code and names the value and the remedy.
 */
public final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ArrayList<Problem> problems;

  /** One problem. */
  public UsageException(ProblemCode code, String message) {
    this(List.of(Problem.of(code, message)));
  }

  /** All problems, at least one. */
  public UsageException(List<Problem> problems) {
    super(problems.stream().map(Problem::message).collect(Collectors.joining("\n")));
    this.problems = new ArrayList<>();
    for (Problem problem : problems) {
      String message = problem.message();
      this.problems.add(
          Problem.of(problem.code(), message.endsWith(".") ? message : message + "."));
    }
  }

  /** The problems, a sentence each. */
  public List<Problem> problems() {
    return problems;
  }
}
