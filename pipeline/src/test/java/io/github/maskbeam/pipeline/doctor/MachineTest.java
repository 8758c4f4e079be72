// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.doctor;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;

import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(OS.WINDOWS)
class MachineTest {
  private final Findings findings = new Findings();

  @Test
  void fileNamesInUtf8AreNoProblem() {
    Machine.examineFileNames(findings, "UTF-8");
    assertThat(findings.problems(), empty());
  }

  @Test
  void fileNamesInAnotherCharsetAreAProblemWithARemedy() {
    Machine.examineFileNames(findings, "ANSI_X3.4-1968");
    assertThat(
        Problems.codes(findings.machineProblems()), contains(ProblemCode.FILE_NAMES_NOT_UNICODE));
    assertThat(findings.problems().get(0).message(), containsString("LC_ALL=C.UTF-8"));
  }
}
