// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.Problems;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckedEvaluationTest {
  @TempDir private Path directory;
  private EvaluateOptions options;

  @BeforeEach
  void readyFileSystems() {
    options = PipelineOptionsFactory.create().as(EvaluateOptions.class);
    FileSystems.setDefaultPipelineOptions(options);
  }

  @Test
  void tellsAllProblemsAtOnce() {
    options.setFormat("xml");
    assertThat(
        problems(),
        contains(
            Problem.of(
                ProblemCode.OPTION_CHOICE_UNKNOWN,
                "--format=xml is unknown; use one of text or json."),
            Problem.of(
                ProblemCode.RUN_NOT_FOUND,
                "out contains no run: "
                    + directory
                    + "/out/run.json does not exist. Name the --output of a 'maskbeam segment'."),
            Problem.of(
                ProblemCode.GROUND_TRUTH_MISSING,
                "The ground truth is missing: use --groundTruth=DIR, a "
                    + "directory of PNGs with class ids.")));
  }

  @Test
  void aDirectoryWithoutGroundTruth() {
    options.setGroundTruth("truth");
    assertThat(
        problems(),
        hasItem(
            Problem.of(
                ProblemCode.GROUND_TRUTH_EMPTY,
                "--groundTruth=truth contains no PNG (looked for "
                    + directory
                    + "/truth/**). Use a directory of PNGs with class ids that have "
                    + "the file stems of the images.")));
  }

  @Test
  void aPlaceThatCannotBeListed() {
    options.setGroundTruth("ftp://host/truth");
    Problem problem = problems().get(1);
    assertThat(problem.code(), is(ProblemCode.SCHEME_UNKNOWN));
    assertThat(problem.message(), startsWith("--groundTruth=ftp://host/truth cannot be listed: "));
  }

  private List<Problem> problems() {
    return Problems.of(() -> CheckedEvaluation.of("out", options, directory.toString()));
  }
}
