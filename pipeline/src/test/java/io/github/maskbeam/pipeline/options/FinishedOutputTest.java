// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.github.maskbeam.output.CommittedOutput;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.RunRecords;
import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.options.FinishedOutput.Inconsistent;
import io.github.maskbeam.pipeline.testing.Problems;
import io.github.maskbeam.pipeline.testing.TinyOutput;
import io.github.maskbeam.schemas.RunRecord;
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
                "out contains no run: "
                    + directory
                    + "/out/run.json does not exist. Name the --output of a 'maskbeam segment'.")));
  }

  @Test
  void aRunThatHasNotCommittedItsTables() throws Exception {
    OutputLayout out = OutputLayout.at(directory.resolve("out").toString());
    RunRecords.write(out, RunRecord.newBuilder().setState("RUNNING").setRunId("1").build());
    assertThat(
        problems("out"),
        contains(
            Problem.of(
                ProblemCode.RUN_NOT_FINISHED,
                "No run in out has finished. Wait for it, or run the same 'maskbeam segment' again."
                    + " If it was submitted as a detached job, run 'maskbeam verify out' after the"
                    + " job.")));
  }

  @Test
  void tablesThatAreNotThoseOfTheCommit() throws Exception {
    TinyOutput.in(directory.resolve("out"));
    Path images = directory.resolve("out/tables/images/part-0.parquet");
    assertThat(
        FinishedOutput.of("out", directory.toString(), Inconsistent.REJECTED).layout().root(),
        is(directory.resolve("out").toString()));
    long bytes = Files.size(images);
    Files.writeString(images, "shorter");
    assertThat(
        problems("out"),
        contains(inconsistent(images + " has 7 bytes, but " + bytes + " were committed")));
    Files.delete(images);
    assertThat(problems("out"), contains(inconsistent(images + " is missing")));
  }

  @Test
  void aDamagedRunJson() throws Exception {
    Path runJson = Files.createDirectory(directory.resolve("out")).resolve("run.json");
    Files.writeString(runJson, "{\"run_id\": ");
    Problem problem = problems("out").get(0);
    assertThat(problem.code(), is(ProblemCode.OUTPUT_INCONSISTENT));
    assertThat(problem.message(), startsWith(runJson + " is damaged: "));
  }

  @Test
  void aRunThatFoundContradictions() throws Exception {
    CommittedOutput committed = TinyOutput.in(directory.resolve("out"));
    RunRecords.write(
        committed.layout(),
        RunRecord.newBuilder(committed.run())
            .setState("INCONSISTENT")
            .setContradictions(List.of("one thing", "another"))
            .build());
    assertThat(
        problems("out"),
        contains(
            Problem.of(
                ProblemCode.OUTPUT_INCONSISTENT,
                "out is inconsistent: one thing; another. Run the same 'maskbeam segment' again, or"
                    + " read it nevertheless with --force.")));
    FinishedOutput.of("out", directory.toString(), Inconsistent.ACCEPTED);
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
            endsWith(". Name the --output of a 'maskbeam segment'.")));
  }

  private static Problem inconsistent(String difference) {
    return Problem.of(
        ProblemCode.OUTPUT_INCONSISTENT,
        "The tables of out are not those that its run wrote: "
            + difference
            + ". Run the same 'maskbeam segment' again to write them again.");
  }

  private List<Problem> problems(String output) {
    return Problems.of(
        () -> FinishedOutput.of(output, directory.toString(), Inconsistent.REJECTED));
  }
}
