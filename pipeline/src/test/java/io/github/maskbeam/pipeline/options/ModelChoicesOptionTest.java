// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.model.InputSize;
import io.github.maskbeam.model.ModelChoices;
import io.github.maskbeam.model.Precision;
import io.github.maskbeam.model.TensorLayout;
import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelChoicesOptionTest {
  private static final Optional<String> NONE = Optional.empty();

  @Test
  void parsesWhatIsGiven() throws UsageException {
    assertThat(ModelChoicesOption.parse(NONE, NONE, NONE, NONE), is(ModelChoices.none()));
    ModelChoices choices =
        ModelChoicesOption.parse(
            Optional.of("segments"),
            Optional.of("nchw"),
            Optional.of("640x99999"),
            Optional.of("INT8"));
    assertThat(choices.output(), is(Optional.of("segments")));
    assertThat(choices.layout(), is(Optional.of(TensorLayout.NCHW)));
    assertThat(choices.inputSize(), is(Optional.of(InputSize.of(640, 99_999))));
    assertThat(choices.precision(), is(Precision.INT8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "513",
        "513x",
        "x513",
        "0x513",
        "513x0",
        "-1x513",
        "513X513",
        "513x513px",
        "513 x 513",
        "100000x1",
        "1x100000",
        "1.5x2",
        "513x513x3"
      })
  void refusesOtherSizes(String size) {
    Problem problem = refusal(() -> ModelChoicesOption.parse(NONE, NONE, Optional.of(size), NONE));
    assertThat(problem.code(), is(ProblemCode.OPTION_VALUE_INVALID));
    assertThat(problem.message(), containsString("--modelInputSize=" + size));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hwc", "nhwc,nchw", "channels_last"})
  void refusesOtherLayouts(String layout) {
    Problem problem =
        refusal(() -> ModelChoicesOption.parse(NONE, Optional.of(layout), NONE, NONE));
    assertThat(problem.code(), is(ProblemCode.OPTION_CHOICE_UNKNOWN));
    assertThat(problem.message(), containsString("--modelLayout=" + layout));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "int4", "float16", "float", "int8 "})
  void refusesOtherPrecisions(String precision) {
    Problem problem =
        refusal(() -> ModelChoicesOption.parse(NONE, NONE, NONE, Optional.of(precision)));
    assertThat(problem.code(), is(ProblemCode.OPTION_CHOICE_UNKNOWN));
    assertThat(problem.message(), containsString("--precision=" + precision));
    assertThat(problem.message(), containsString("model or int8"));
  }

  private static Problem refusal(Executable parse) {
    return assertThrows(UsageException.class, parse).problems().get(0);
  }
}
