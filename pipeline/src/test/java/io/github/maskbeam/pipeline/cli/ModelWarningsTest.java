// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.Landscapes;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.testing.TestModels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that XNNPACK cannot prepare is used, and every report says so. */
class ModelWarningsTest {
  private static final String CODE = ProblemCode.MODEL_WITHOUT_XNNPACK.name();

  /** It is larger than the input, as an image of super-resolution is. */
  private static final String THE_OUTPUT = "--modelOutput=0";

  @TempDir private Path directory;

  @Test
  void segmentReportsPlainKernelsInItsSummaryAndRecord() throws IOException {
    Run run = segment("--model=" + plainModel(), THE_OUTPUT);
    assertThat(run.err(), run.exitCode(), is(0));
    assertThat(run.out(), containsString("\nwarning   " + CODE + ": XNNPACK cannot prepare"));
    JsonNode warnings = record().get("warnings");
    assertThat(warnings.size(), is(1));
    assertThat(
        warnings.get(0).asText(), matchesRegex(CODE + ": .* an inference took [0-9.]+ ms here.*"));
  }

  @Test
  void segmentHasNoWarningsAboutAModelThatXnnpackRuns() throws IOException {
    Run run = segment("--model=demo");
    assertThat(run.out(), not(containsString("warning")));
    assertThat(record().get("warnings").size(), is(0));
  }

  @Test
  void doctorReportsPlainKernelsAsAWarningAndNoProblem() throws IOException {
    Run text = Run.maskbeam("doctor", "--model=" + plainModel(), THE_OUTPUT);
    assertThat(text.err(), text.exitCode(), is(0));
    assertThat(
        text.out(),
        allOf(
            containsString("\nWARNINGS\n  " + CODE + ": "),
            containsString("none: XNNPACK cannot prepare this model"),
            containsString("\nNo problems found.")));
    JsonNode json =
        new ObjectMapper()
            .readTree(
                Run.maskbeam("doctor", "--model=" + plainModel(), THE_OUTPUT, "--format=json")
                    .out());
    assertThat(json.get("problems").size(), is(0));
    assertThat(json.get("warnings").get(0).asText(), containsString(CODE));
  }

  private Run segment(String... options) throws IOException {
    Path photo = directory.resolve("photo.png");
    Landscapes.landscape(photo, 64, 48, 24);
    List<String> arguments =
        new ArrayList<>(
            List.of("segment", "--input=" + photo, "--output=" + directory.resolve("out")));
    arguments.addAll(List.of(options));
    return Run.maskbeam(arguments.toArray(new String[0]));
  }

  private JsonNode record() throws IOException {
    return new ObjectMapper().readTree(directory.resolve("out/run.json").toFile());
  }

  private Path plainModel() throws IOException {
    return TestModels.write(TestModels.notForXnnpack(4, 4), directory.resolve("plain.tflite"));
  }
}
