// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.matchesPattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.Run;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchmarkCommandTest {
  @Test
  void jsonHasAllFiguresOfEachNumberOfThreads() throws IOException {
    Run run = Run.maskbeam("benchmark", "--threads=2,1", "--runs=7", "--format=json");
    assertThat(run.err(), run.exitCode(), is(0));
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.findValues("threads").toString(), is("[1, 2]"));
    for (JsonNode row : json) {
      assertThat(row.get("model").asText(), is("demo"));
      assertThat(row.get("runs").asInt(), is(7));
      double mean = row.get("mean_ms").asDouble();
      assertThat(mean, greaterThan(0.0));
      assertThat(row.get("min_ms").asDouble(), lessThanOrEqualTo(mean));
      assertThat(row.get("max_ms").asDouble(), greaterThanOrEqualTo(mean));
      double range = row.get("max_ms").asDouble() - row.get("min_ms").asDouble();
      assertThat(row.get("std_ms").asDouble(), lessThanOrEqualTo(range));
    }
  }

  @Test
  void tablesHaveARowForEachModelAndAColumnForEachNumberOfThreads() {
    Run table = Run.maskbeam("benchmark", "--threads=1,2", "--runs=1");
    List<String> lines = table.out().lines().collect(Collectors.toList());
    assertThat(
        lines.get(0),
        matchesPattern("model +size +input +device +CPU ms, 1 thread +CPU ms, 2 threads +memory"));
    assertThat(lines.get(1), containsString("demo"));
    assertThat(lines.size(), is(2));
    Run markdown = Run.maskbeam("benchmark", "--threads=1", "--runs=1", "--format=markdown");
    assertThat(
        markdown.out().lines().limit(2).collect(Collectors.toList()),
        contains(
            "| model | size | input | device | CPU ms, 1 thread | memory |",
            "| --- | --- | --- | --- | --- | --- |"));
  }

  @ParameterizedTest
  @CsvSource({
    "--threads=0, OPTION_OUT_OF_RANGE",
    "--runs=0, OPTION_OUT_OF_RANGE",
    "--format=csv, OPTION_CHOICE_UNKNOWN",
    "--model=/no/model.tflite, MODEL_NOT_FOUND",
  })
  void badUseIsNamed(String argument, ProblemCode code) {
    Run run = Run.maskbeam("benchmark", argument);
    assertThat(run.exitCode(), is(2));
    assertThat(run.codes(), contains(code));
  }
}
