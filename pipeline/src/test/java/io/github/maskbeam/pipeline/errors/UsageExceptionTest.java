// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.errors;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import java.util.List;
import org.junit.jupiter.api.Test;

class UsageExceptionTest {
  @Test
  void everyProblemIsASentenceWithItsCode() {
    UsageException exception =
        new UsageException(
            List.of(
                Problem.of(ProblemCode.INPUT_MISSING, "There is no input"),
                Problem.of(ProblemCode.OUTPUT_MISSING, "There is no output.")));
    assertThat(
        exception.problems(),
        contains(
            Problem.of(ProblemCode.INPUT_MISSING, "There is no input."),
            Problem.of(ProblemCode.OUTPUT_MISSING, "There is no output.")));
    assertThat(exception.getMessage(), is("There is no input\nThere is no output."));
  }

  @Test
  void theCodeIsPrintedFirst() {
    assertThat(
        Problem.of(ProblemCode.INPUT_MISSING, "There is no input.").toString(),
        is("INPUT_MISSING: There is no input."));
  }
}
