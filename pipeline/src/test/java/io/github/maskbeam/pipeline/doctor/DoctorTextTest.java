// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.doctor;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DoctorTextTest {
  private final Findings findings = new Findings();

  @Test
  void factsAreAListAndTimesARowOfATable() {
    findings.fact("libraries", "Maskbeam", "1.2.3");
    findings.fact("libraries", "Beam", "4");
    findings.fact("inference", "model", "demo");
    findings.fact("inference", "wall ms", 12.5);
    assertThat(
        lines(),
        contains(
            "libraries",
            "  Maskbeam  1.2.3",
            "  Beam      4",
            "",
            "inference",
            "  model  wall ms",
            "  demo   12.5",
            "",
            "No problems found."));
  }

  @Test
  void problemsComeLastThoseOfTheMachineFirst() {
    findings.modelProblem(Problem.of(ProblemCode.MODEL_NOT_FOUND, "Model x: there is none."));
    findings.machineProblem(Problem.of(ProblemCode.GOLDEN_CHECK_FAILED, "It is wrong."));
    assertThat(
        lines(),
        is(
            List.of(
                "PROBLEMS",
                "  GOLDEN_CHECK_FAILED: It is wrong.",
                "  MODEL_NOT_FOUND: Model x: there is none.")));
  }

  private List<String> lines() {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    DoctorText.print(findings, new PrintStream(written, true, StandardCharsets.UTF_8));
    return written.toString(StandardCharsets.UTF_8).lines().collect(Collectors.toList());
  }
}
