// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.doctor;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.Problems;
import org.junit.jupiter.api.Test;

class LibrariesTest {
  @Test
  void allLoadHere() {
    Findings findings = new Findings();
    assertThat(Libraries.examine(findings, "1.2.3"), is(true));
    assertThat(findings.problems(), is(empty()));
    assertThat(
        findings.sections().get("libraries").keySet(),
        contains("Maskbeam", "Apache Beam", "TensorFlow Lite", "OpenCV", "JavaCPP", "DuckDB"));
  }

  @Test
  void oneThatIsMissingIsAProblemOfTheMachine() {
    Findings findings = new Findings();
    boolean loaded =
        Libraries.loaded(
            findings,
            "OpenCV",
            () -> {
              throw new ExceptionInInitializerError(new UnsatisfiedLinkError("no opencv here"));
            });
    assertThat(loaded, is(false));
    assertThat(
        Problems.codes(findings.machineProblems()),
        contains(ProblemCode.NATIVE_LIBRARY_NOT_LOADED));
  }
}
