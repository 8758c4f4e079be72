// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.query;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.github.maskbeam.output.CommittedOutput;
import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.Problems;
import io.github.maskbeam.pipeline.testing.TinyOutput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with an output's own files, word by word. */
class OutputProblemsTest {
  @TempDir private Path directory;
  private Path images;
  private CommittedOutput output;

  @BeforeEach
  void write() throws Exception {
    output = TinyOutput.in(directory);
    images = directory.resolve("tables/images");
  }

  @Test
  void aFileThatIsNoParquet() throws Exception {
    Files.writeString(images.resolve("part-0.parquet"), "damaged");
    List<Problem> problems = problems();
    assertThat(problems.get(0).code(), is(ProblemCode.TABLES_DAMAGED));
    assertThat(
        problems.get(0).message(),
        allOf(
            startsWith("The tables of " + directory + " cannot be read: "),
            endsWith(". Run the same 'maskbeam segment' again to write them again.")));
  }

  @Test
  void aRunThatIsInProgress() throws Exception {
    assertThat(UnfinishedRun.warning(output.layout()), is(Optional.empty()));
    Files.writeString(directory.resolve("run.lock"), "{}");
    assertThat(
        UnfinishedRun.warning(output.layout()),
        is(
            Optional.of(
                Problem.of(
                    ProblemCode.RUN_STATE_RUNNING,
                    "A run in "
                        + directory
                        + " is in progress or was interrupted. These are the tables of the run"
                        + " before it."))));
  }

  private List<Problem> problems() {
    return Problems.of(() -> OutputDatabase.open(output, System.err));
  }
}
