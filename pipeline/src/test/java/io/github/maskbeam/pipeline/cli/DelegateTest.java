// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.Landscapes;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.testing.TestDelegate;
import io.github.maskbeam.testing.TestModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The options --delegate and --delegateOptions. */
@EnabledOnOs(OS.LINUX)
class DelegateTest {
  @TempDir private static Path libraries;
  private static Path library;

  @TempDir private Path directory;

  @BeforeAll
  static void buildDelegate() throws Exception {
    library = TestDelegate.build(libraries);
  }

  @Test
  void theDelegateIsPartOfTheConfiguration() throws IOException {
    Run first = segment(library, "mode=one");
    assertThat(first.err(), first.exitCode(), is(0));
    JsonNode config = record().get("config");
    assertThat(config.get("delegate").asText(), is(library.toString()));
    assertThat(config.get("delegate_options").asText(), is("mode=one"));

    Run same = segment(library, "mode=one");
    assertThat(same.err(), same.exitCode(), is(0));

    Run other = segment(library, "mode=nothing");
    assertThat(other.exitCode(), is(2));
    assertThat(
        other.err(),
        allOf(
            containsString(ProblemCode.OUTPUT_SETTINGS_DIFFER.name()),
            containsString("existing delegateOptions \"mode=one\"")));
  }

  @Test
  void aDelegateThatTakesNothingIsReported() throws IOException {
    Run run = segment(library, "mode=nothing");
    assertThat(run.err(), run.exitCode(), is(0));
    assertThat(run.out(), containsString(ProblemCode.DELEGATE_UNUSED.name()));
    assertThat(
        record().get("warnings").toString(), containsString(ProblemCode.DELEGATE_UNUSED.name()));
  }

  @ParameterizedTest
  @CsvSource({
    "fail_create, DELEGATE_NOT_CREATED, finds no device npu7",
    "fail_prepare, DELEGATE_NOT_PREPARED, rejects the graph on device npu7",
    "crash, MODEL_CRASHED, ends the process"
  })
  void aDelegateThatFailsIsReportedBeforeAnyImageIsRead(
      String mode, ProblemCode code, String reason) throws IOException {
    requireRefused(segment(library, "mode=" + mode + ";device=npu7"), code, reason);
  }

  @Test
  void aFileThatIsNotALibraryIsReported() throws IOException {
    Path text = Files.writeString(directory.resolve("text.so"), "not a library");
    requireRefused(segment(text, "mode=one"), ProblemCode.DELEGATE_NOT_LOADED, text.toString());
    Path none = directory.resolve("none.so");
    requireRefused(segment(none, "mode=one"), ProblemCode.DELEGATE_NOT_LOADED, none.toString());
  }

  @Test
  void doctorListsTheOperatorsThatTheDelegateAndXnnpackTake() throws IOException {
    Run run =
        Run.maskbeam(
            "doctor",
            "--model=" + model(),
            "--delegate=" + library,
            "--delegateOptions=mode=one",
            "--format=json");
    assertThat(run.err() + run.out(), run.exitCode(), is(0));
    JsonNode runtime = new ObjectMapper().readTree(run.out()).get("runtime");
    assertThat(runtime.get("delegate library").asText(), is(library.toString()));
    assertThat(runtime.get("by it").asText(), is("1 of 2 operators: ADD 0"));
    assertThat(runtime.get("by XNNPACK").asText(), is("1 of 2 operators: CONV_2D 1"));
    assertThat(runtime.get("by plain kernels").asText(), is("0 of 2 operators"));
  }

  @Test
  void benchmarkMeasuresWithAndWithoutTheDelegate() throws IOException {
    Run run =
        Run.maskbeam(
            "benchmark",
            "--model=" + model(),
            "--delegate=" + library,
            "--delegateOptions=mode=one",
            "--threads=1",
            "--runs=2",
            "--format=json");
    assertThat(run.err(), run.exitCode(), is(0));
    JsonNode rows = new ObjectMapper().readTree(run.out());
    assertThat(rows.size(), is(2));
    assertThat(rows.get(1).get("device").asText(), is("delegate"));
  }

  private void requireRefused(Run run, ProblemCode code, String reason) {
    assertThat(run.err(), run.exitCode(), is(2));
    assertThat(
        run.err(),
        allOf(
            containsString("maskbeam: " + code + ": "),
            containsString(reason),
            not(containsString("standard error"))));
    assertThat(Files.exists(directory.resolve("out/run.json")), is(false));
  }

  private Run segment(Path delegate, String options) throws IOException {
    Path photo = directory.resolve("photo.png");
    Landscapes.landscape(photo, 64, 48, 24);
    return Run.maskbeam(
        "segment",
        "--input=" + photo,
        "--output=" + directory.resolve("out"),
        "--model=" + model(),
        "--delegate=" + delegate,
        "--delegateOptions=" + options);
  }

  private JsonNode record() throws IOException {
    return new ObjectMapper().readTree(directory.resolve("out/run.json").toFile());
  }

  private Path model() throws IOException {
    return TestModels.write(TestModels.sumThenScores(4, 4), directory.resolve("sum.tflite"));
  }
}
