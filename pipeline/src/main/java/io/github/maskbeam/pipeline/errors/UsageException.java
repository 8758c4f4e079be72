// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.errors;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Thrown if arguments are invalid, before any image is read. Contains all problems; each has a code
 * and names the value and the remedy.
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

  /** The problems, one sentence each. */
  public List<Problem> problems() {
    return problems;
  }
}
