// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;

import io.github.maskbeam.model.ModelException;
import io.github.maskbeam.model.ModelFailure;
import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelProblemsTest {
  @ParameterizedTest
  @EnumSource
  void everyReasonHasTheCodeOfItsName(ModelFailure failure) {
    // A failure of a delegate or an option is none of the model.
    String prefix = failure.name().matches("(DELEGATE|PRECISION)_.*") ? "" : "MODEL_";
    assertThat(
        ModelProblems.of(new ModelException(failure, "Model x: so it is.")).problems(),
        contains(Problem.of(ProblemCode.valueOf(prefix + failure.name()), "Model x: so it is.")));
  }
}
