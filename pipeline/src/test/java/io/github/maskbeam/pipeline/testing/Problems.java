// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.testing;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.function.Executable;

/**
 * What a call refuses. The message of a problem is compared in the test of the class that makes it,
 * and nowhere else; other tests compare codes.
 */
public final class Problems {
  private Problems() {}

  /** The problems that a call refuses its arguments for. */
  public static List<Problem> of(Executable call) {
    return assertThrows(UsageException.class, call).problems();
  }

  /** The codes of these problems. */
  public static List<ProblemCode> codes(Executable call) {
    return codes(of(call));
  }

  /** The codes of these problems. */
  public static List<ProblemCode> codes(List<Problem> problems) {
    return problems.stream().map(Problem::code).collect(Collectors.toList());
  }
}
