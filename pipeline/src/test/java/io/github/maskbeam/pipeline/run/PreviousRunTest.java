// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.run;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.pipeline.options.CheckedJob;
import io.github.maskbeam.pipeline.options.SegmentOptions;
import io.github.maskbeam.pipeline.run.PreviousRun.Overwrite;
import io.github.maskbeam.pipeline.testing.Landscapes;
import io.github.maskbeam.pipeline.testing.Problems;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.testing.TestModels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An output that another model or configuration made is refused, and both are named. */
class PreviousRunTest {
  private static final String HASH = "[0-9a-f]{12}…";
  private static final String REMEDY = ". Use another directory, or --overwrite to replace them.";

  @TempDir private Path directory;
  private SegmentOptions options;

  @BeforeEach
  void segment() throws IOException {
    Path image = Landscapes.landscape(directory.resolve("a.png"), 40, 20, 0);
    options = PipelineOptionsFactory.create().as(SegmentOptions.class);
    options.setInput(image.toString());
    options.setOutput("out");
    Run run = Run.maskbeam("segment", "--input=" + image, "--output=" + directory.resolve("out"));
    assertThat(run.err(), run.exitCode(), is(0));
  }

  @Test
  void theSameGoesOn() throws Exception {
    PreviousRun.requireSame(checked(), Overwrite.NOTHING);
    Files.delete(directory.resolve("out/run.json"));
    PreviousRun.requireSame(checked(), Overwrite.NOTHING);
  }

  @Test
  void otherSettingsAreNamed() throws Exception {
    options.setFit("letterbox");
    options.setConfidence("mean");
    options.setMinConfidence(0.25);
    assertThat(
        Problems.of(() -> PreviousRun.requireSame(checked(), Overwrite.NOTHING)),
        contains(
            Problem.of(
                ProblemCode.OUTPUT_SETTINGS_DIFFER,
                "--output="
                    + directory
                    + "/out has results of other settings: existing fit \"STRETCH\", confidence \"OMITTED\""
                    + ", minConfidence null, requested fit \"LETTERBOX\", confidence \"MEASURED\""
                    + ", minConfidence 0.25"
                    + REMEDY)));
    PreviousRun.requireSame(checked(), Overwrite.ANYTHING);
  }

  @Test
  void anotherModelIsNamed() throws Exception {
    Path model = directory.resolve("other.tflite");
    ByteBuffer other = TestModels.pixelScores(2, 2, new float[3][3], new float[3]);
    byte[] bytes = new byte[other.remaining()];
    other.get(bytes);
    options.setModel(Files.write(model, bytes).toString());
    Problem problem =
        Problems.of(() -> PreviousRun.requireSame(checked(), Overwrite.NOTHING)).get(0);
    assertThat(problem.code(), is(ProblemCode.OUTPUT_SETTINGS_DIFFER));
    assertThat(
        problem.message(),
        matchesPattern(
            ("--output=\\S+/out has results of other settings: existing model demo \\(SHA-256 HASH\\), labels"
                    + " .*, requested model \\S+/other.tflite \\(SHA-256 HASH\\), labels .*\\."
                    + " Use another directory, or --overwrite to replace them\\.")
                .replace("HASH", HASH)));
  }

  @Test
  void withoutRunJsonAMaskTells() throws Exception {
    Files.delete(directory.resolve("out/run.json"));
    options.setFit("letterbox");
    Problem problem =
        Problems.of(() -> PreviousRun.requireSame(checked(), Overwrite.NOTHING)).get(0);
    assertThat(problem.code(), is(ProblemCode.OUTPUT_SETTINGS_DIFFER));
    assertThat(
        problem.message(),
        matchesPattern(
            ("--output=\\S+/out has results of other settings: existing model SHA-256 HASH and configuration"
                    + " HASH, requested model demo, model SHA-256 HASH and configuration HASH"
                    + "\\. Use another directory, or --overwrite to replace them\\.")
                .replace("HASH", HASH)));
  }

  private CheckedJob checked() throws UsageException {
    return CheckedJob.of(options, directory.toString());
  }
}
