// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.query;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.github.maskbeam.output.OutputLayout;
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
  private OutputLayout output;

  @BeforeEach
  void write() throws Exception {
    output = TinyOutput.in(directory);
    images = directory.resolve("tables/images");
  }

  @Test
  void filesOfATableThatAreMissing() throws Exception {
    Files.move(images.resolve("part-0.parquet"), images.resolve("part-00002-of-00004.parquet"));
    assertThat(
        problems(),
        contains(
            Problem.of(
                ProblemCode.TABLE_FILES_MISSING,
                "The run has not finished: "
                    + images
                    + " has 1 of 4 files. Wait for it, or run the same"
                    + " 'maskbeam segment' again.")));
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
  void aRunThatMayStillGoOn() throws Exception {
    assertThat(UnfinishedRun.warning(output), is(Optional.empty()));
    Files.writeString(directory.resolve("run.json"), "{\"state\": \"RUNNING\"}");
    assertThat(
        UnfinishedRun.warning(output),
        is(
            Optional.of(
                Problem.of(
                    ProblemCode.RUN_STATE_RUNNING,
                    "The run in "
                        + directory
                        + " is in progress, failed or was detached: its state is RUNNING. These are"
                        + " its current tables."))));
  }

  private List<Problem> problems() {
    return Problems.of(() -> OutputDatabase.open(output, System.err));
  }
}
