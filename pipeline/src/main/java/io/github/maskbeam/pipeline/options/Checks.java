// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.storage.StorageFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks of a command that reads a finished run. Collects the problems of all of them, so that a
 * user sees them at once. Not thread-safe.
 */
final class Checks {
  private final List<Problem> problems = new ArrayList<>();

  /** The result of a check; empty if it has problems, which are kept. */
  <T> Optional<T> tried(Check<T> check) {
    try {
      return Optional.of(check.run());
    } catch (UsageException e) {
      problems.addAll(e.problems());
      return Optional.empty();
    } catch (IOException e) {
      add(
          ProblemCode.TABLES_UNREADABLE,
          "The tables of the run cannot be read: " + StorageFailure.of(e).reason() + ".");
      return Optional.empty();
    }
  }

  /** Adds a problem. */
  void add(ProblemCode code, String message) {
    problems.add(Problem.of(code, message));
  }

  /** Whether there is no problem yet. */
  boolean arePassed() {
    return problems.isEmpty();
  }

  /**
   * Ends the checks.
   *
   * @throws UsageException with all problems, if there are any
   */
  void requirePassed() throws UsageException {
    if (!problems.isEmpty()) {
      throw new UsageException(problems);
    }
  }

  /** A check, which may read the tables of the run. */
  interface Check<T> {
    /** Checks, and returns what is valid. */
    T run() throws UsageException, IOException;
  }
}
