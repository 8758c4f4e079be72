// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.github.maskbeam.model.Normalization;
import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.pipeline.testing.Problems;
import org.junit.jupiter.api.Test;

class NormalizationOptionTest {
  @Test
  void twoOrSixNumbers() throws UsageException {
    assertThat(NormalizationOption.parse("1, 2"), is(Normalization.of(1, 2)));
    assertThat(NormalizationOption.parse("1,2,3,4,5,6"), is(Normalization.of(1, 2, 3, 4, 5, 6)));
  }

  @Test
  void names() throws UsageException {
    assertThat(NormalizationOption.parse("-1..1"), is(Normalization.of(127.5, 127.5)));
    assertThat(NormalizationOption.parse("0..1"), is(Normalization.of(0, 255)));
    assertThat(
        NormalizationOption.parse("imagenet"),
        is(Normalization.of(123.675, 116.28, 103.53, 58.395, 57.12, 57.375)));
    assertThat(NormalizationOption.parse("none"), is(Normalization.of(0, 1)));
  }

  @Test
  void anotherNumberOfNumbers() {
    assertThat(
        Problems.of(() -> NormalizationOption.parse("1,2,3")),
        contains(
            Problem.of(
                ProblemCode.NORMALIZATION_INCOMPLETE,
                "--normalization=1,2,3 has 3 numbers; use one of -1..1, 0..1, imagenet, none, 'mean,std' or six numbers: the means"
                    + " of red, green and blue, then their standard deviations.")));
  }

  @Test
  void whatIsNoNumber() {
    assertRefused(ProblemCode.OPTION_VALUE_INVALID, "a,b", "\"a\"");
    assertRefused(ProblemCode.OPTION_VALUE_INVALID, "1,", "empty");
  }

  @Test
  void whatIsOutOfRange() {
    assertRefused(ProblemCode.OPTION_OUT_OF_RANGE, "127.5,0", "0.0");
    assertRefused(ProblemCode.OPTION_OUT_OF_RANGE, "NaN,1", "NaN");
  }

  /** The reason is that of Java, or of {@link Normalization}. */
  private static void assertRefused(ProblemCode code, String text, String value) {
    Problem problem = Problems.of(() -> NormalizationOption.parse(text)).get(0);
    assertThat(problem.code(), is(code));
    assertThat(
        problem.message(),
        allOf(startsWith("--normalization=" + text + " cannot be used: "), containsString(value)));
  }
}
