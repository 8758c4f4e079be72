// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.OutputLayout.Table;
import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FinishedOutputTest {
  @TempDir private Path directory;

  @BeforeAll
  static void readyFileSystems() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
  }

  @Test
  void aDirectoryWithoutARun() {
    assertThat(
        problems("out"),
        contains(
            Problem.of(
                ProblemCode.RUN_NOT_FOUND,
                "out has no run in it: no "
                    + directory
                    + "/out/run.json and no tables. Name the directory that was --output of"
                    + " 'maskbeam segment'.")));
  }

  @Test
  void aRunWhoseTablesAreMissing() throws Exception {
    Path out = Files.createDirectory(directory.resolve("out"));
    Files.createFile(out.resolve("run.json"));
    assertThat(problems("out"), contains(notFinished("images, class_areas, class_coverage")));
    OutputLayout layout = OutputLayout.at(out.toString());
    for (Table table : List.of(Table.IMAGES, Table.CLASS_COVERAGE)) {
      Path files = Files.createDirectories(Path.of(layout.table(table)));
      Files.createFile(files.resolve("part-0.parquet"));
    }
    assertThat(problems("out"), contains(notFinished("class_areas")));
    Files.createFile(
        Files.createDirectories(Path.of(layout.table(Table.CLASS_AREAS)))
            .resolve("part-0.parquet"));
    assertThat(FinishedOutput.of("out", directory.toString()).root(), is(out.toString()));
  }

  @Test
  void aPattern() {
    assertThat(
        problems("out*"),
        contains(
            Problem.of(
                ProblemCode.OUTPUT_IS_PATTERN,
                "out* contains a glob character, one of * ? [ {. Name one directory.")));
  }

  @Test
  void aPlaceThatCannotBeRead() {
    Problem problem = problems("nofs://x/y").get(0);
    assertThat(problem.code(), is(ProblemCode.SCHEME_UNKNOWN));
    assertThat(
        problem.message(),
        allOf(
            startsWith("nofs://x/y cannot be read: "),
            endsWith(". Name the directory that was --output of a run.")));
  }

  private static Problem notFinished(String tables) {
    return Problem.of(
        ProblemCode.RUN_NOT_FINISHED,
        "The run in out has not finished: it has no table "
            + tables
            + " yet, since tables come last. Wait for it, or run the same 'maskbeam segment'"
            + " again.");
  }

  private List<Problem> problems(String output) {
    return Problems.of(() -> FinishedOutput.of(output, directory.toString()));
  }
}
