// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.run;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.pipeline.options.CheckedJob;
import io.github.maskbeam.pipeline.options.SegmentOptions;
import io.github.maskbeam.pipeline.run.PreviousRun.Overwrite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What run.json of an earlier run allows; ResumeTest has the runs themselves. */
class PreviousRunRecordTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir private Path directory;
  private Path runJson;

  @BeforeEach
  void runOnce() throws IOException, UsageException {
    Files.writeString(directory.resolve("a.png"), "only its name is needed");
    runJson = Files.createDirectories(directory.resolve("out")).resolve("run.json");
    RunJson.begin(job(options()), "some-run", "SomeRunner", Instant.now(), "1.2.3");
  }

  @Test
  void theSameModelAndSettingsMayResume() throws IOException, UsageException {
    SegmentOptions options = options();
    options.setMaxPixels(1_000);
    PreviousRun.requireSame(job(options), Overwrite.NOTHING);
  }

  @Test
  void aRunJsonOfTheFirstProgramsIsCompared() throws IOException, UsageException {
    ObjectNode run = runJson();
    run.remove("schema_version");
    ((ObjectNode) run.get("model")).put("sha256", "abcd");
    write(run);
    assertRefused(job(options()), containsString("existing model demo (SHA-256 abcd…), "));
  }

  @Test
  void eachSettingThatDiffersIsNamed() throws IOException, UsageException {
    SegmentOptions options = options();
    options.setFit("letterbox");
    options.setNormalization("100,50");
    assertRefused(
        job(options),
        allOf(
            containsString("existing fit \"STRETCH\", normalization null, requested "),
            containsString("fit \"LETTERBOX\", normalization \""),
            not(containsString("labels"))));
    PreviousRun.requireSame(job(options), Overwrite.ANYTHING);
  }

  @Test
  void labelsAreListed() throws IOException, UsageException {
    Files.writeString(directory.resolve("labels.txt"), "a\nb\nc\nd\ne\nf\ng\nh\ni");
    SegmentOptions options = options();
    options.setLabels("labels.txt");
    assertRefused(
        job(options),
        allOf(
            containsString("labels [\"background\", "),
            containsString("labels [\"a\", \"b\", \"c\", "),
            not(containsString("fit"))));
  }

  @Test
  void anotherModelIsNamed() throws IOException, UsageException {
    ObjectNode run = runJson();
    ((ObjectNode) run.get("model")).put("model", "s3://models/city.tflite").put("sha256", "abcd");
    write(run);
    assertRefused(
        job(options()), containsString("existing model s3://models/city.tflite (SHA-256 abcd…), "));
  }

  @Test
  void aDifferenceInWhatNoFieldTellsIsStillOne() throws IOException, UsageException {
    ObjectNode run = runJson();
    ((ObjectNode) run.get("config")).put("sha256", "0123456789abcdef");
    write(run);
    assertRefused(job(options()), containsString("existing configuration 0123456789ab…, "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"name\": \"my-app\"}",
        "{\"state\": \"RUNNING\"}",
        "{\"state\": \"RUNNING\", \"model\": {\"sha256\": \"abcd\"}, \"config\": {\"sha256\": 1}}",
        "{\"state\": \"RUNNING\", \"schema_version\": 2, \"model\": {\"sha256\": \"abcd\"}}",
      })
  void aFileThatIsNoRunRecordCountsAsNone(String json) throws IOException, UsageException {
    Files.writeString(runJson, json);
    PreviousRun.requireSame(job(options()), Overwrite.NOTHING);
  }

  private SegmentOptions options() {
    SegmentOptions options = PipelineOptionsFactory.create().as(SegmentOptions.class);
    options.setInput("a.png");
    options.setOutput("out");
    return options;
  }

  private CheckedJob job(SegmentOptions options) throws IOException, UsageException {
    return CheckedJob.of(options, directory.toString());
  }

  private ObjectNode runJson() throws IOException {
    return (ObjectNode) MAPPER.readTree(runJson.toFile());
  }

  private void write(ObjectNode run) throws IOException {
    MAPPER.writeValue(runJson.toFile(), run);
  }

  private static void assertRefused(CheckedJob job, Matcher<String> message) {
    UsageException e =
        assertThrows(UsageException.class, () -> PreviousRun.requireSame(job, Overwrite.NOTHING));
    assertThat(e.getMessage(), message);
  }
}
