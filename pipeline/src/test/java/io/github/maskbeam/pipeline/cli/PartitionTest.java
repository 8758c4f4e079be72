// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static io.github.maskbeam.pipeline.cli.Query.assertRejected;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.RunRecords;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.Landscapes;
import io.github.maskbeam.pipeline.testing.MaskFiles;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.schemas.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables as Hive partitions, read by DuckDB and by all commands. */
class PartitionTest {
  @TempDir private Path directory;
  private Path photos;

  @BeforeEach
  void draw() throws IOException {
    photos = Files.createDirectories(directory.resolve("photos"));
    Landscapes.landscape(photos.resolve("half.png"), 64, 48, 24);
    Landscapes.landscape(photos.resolve("sky.png"), 50, 30, 20);
  }

  @Test
  void tablesOfSeveralOutputsAreOneDataSet() throws IOException {
    Path one = segment("one", "--input=" + photos + "/*.png");
    Path other = segment("other", "--input=" + photos + "/half.png");
    for (Path output : List.of(one, other)) {
      for (String file : MaskFiles.below(output.resolve("tables"))) {
        Path copy = directory.resolve("dataset").resolve(file);
        Files.createDirectories(copy.getParent());
        Files.copy(output.resolve("tables").resolve(file), copy);
      }
    }
    Run counts =
        Run.maskbeam(
            "query",
            one.toString(),
            "SELECT run, count(*) AS n FROM read_parquet('"
                + directory
                + "/dataset/images/*/*.parquet', hive_partitioning = true) GROUP BY run"
                + " ORDER BY n",
            "--format=csv");
    assertThat(
        counts.err(),
        counts.out(),
        is("run,n\r\n" + runId(other) + ",1\r\n" + runId(one) + ",2\r\n"));
  }

  @Test
  void tablesOfSeveralOutputsAreReadWhereTheyAre() throws IOException {
    Path one = segment("out-one", "--input=" + photos + "/*.png");
    Path other = segment("out-other", "--input=" + photos + "/half.png");
    Run areas =
        Run.maskbeam(
            "query",
            one.toString(),
            "SELECT run, count(DISTINCT image_uri) AS images, sum(area_px) AS area_px"
                + " FROM read_parquet('"
                + directory
                + "/out-*/tables/class_areas/*/*.parquet', hive_partitioning = true) GROUP BY run"
                + " ORDER BY images",
            "--format=csv");
    assertThat(
        areas.err(),
        areas.out(),
        is(
            "run,images,area_px\r\n"
                + (runId(other) + ",1," + 64 * 48 + "\r\n")
                + (runId(one) + ",2," + (64 * 48 + 50 * 30) + "\r\n")));
  }

  /** The names of directories above the tables are not columns. */
  @Test
  void anOutputInADirectoryLikeAPartitionHasNoMoreColumns() throws IOException {
    Path output = segment("year=2026/status=7", "--input=" + photos + "/half.png");
    String sql =
        "SELECT status, (SELECT count(*) FROM (DESCRIBE images)"
            + " WHERE column_name IN ('run', 'year')) AS more FROM images";
    assertThat(
        Run.maskbeam("query", output.toString(), sql, "--format=csv").out(),
        is("status,more\r\nSUCCEEDED,0\r\n"));
  }

  /** As a job on a cluster leaves it, whose client has ended. */
  @Test
  void verifyCommitsThePartitionOfADetachedJob() throws IOException, InterruptedException {
    Path output = segment("out", "--input=" + photos + "/*.png");
    OutputLayout layout = OutputLayout.at(output.toString());
    RunRecord run = RunRecords.read(layout).orElseThrow();
    OutputLayout staged = layout.staged(run.getRunId());
    RunRecord begun = RunRecord.newBuilder(run).setState("RUNNING").setTables(null).build();
    RunRecords.write(layout, begun);
    RunRecords.write(staged, begun);
    Files.move(output.resolve("tables"), Path.of(staged.root(), "tables"));
    assertThat(
        Run.maskbeam("query", output.toString(), "SELECT 1").codes(),
        contains(ProblemCode.RUN_NOT_FINISHED));
    Run verified = Run.maskbeam("verify", output.toString());
    assertThat(verified.err(), verified.exitCode(), is(0));
    assertThat(verified.out(), startsWith("committed  the tables of run " + run.getRunId() + "\n"));
    assertThat(names(output.resolve("tables/images")), is(List.of("run=" + run.getRunId())));
  }

  @Test
  void allCommandsReadPartitions() throws IOException {
    Path output = segment("out", "--input=" + photos + "/*.png");
    assertThat(
        MaskFiles.below(output.resolve("tables/images")),
        everyItem(startsWith("run=" + runId(output) + "/part-")));
    String out = output.toString();
    Path truth = Files.createDirectories(directory.resolve("truth"));
    for (Path mask : masks(output)) {
      String stem = mask.getFileName().toString().replaceFirst("-.*", "");
      Files.copy(mask, truth.resolve(stem + ".png"));
    }
    Run query =
        Run.maskbeam("query", out, "SELECT count(*) AS n, count(COLUMNS('^run$')) FROM images");
    assertThat("no column run", query.exitCode(), is(2));
    assertThat(Run.maskbeam("query", out, "SELECT count(*) AS n FROM images").out(), is("n\n2\n"));
    for (Run run :
        List.of(
            Run.maskbeam("verify", out),
            Run.maskbeam("report", out),
            Run.maskbeam("export", out, "--as=coco", "--to=" + directory + "/coco.json"),
            Run.maskbeam("evaluate", out, "--groundTruth=" + truth))) {
      assertThat(run.err(), run.exitCode(), is(0));
    }
  }

  @Test
  void aRerunReplacesThePartition() throws IOException {
    Path output = segment("out", "--input=" + photos + "/*.png");
    String first = runId(output);
    segment("out", "--input=" + photos + "/*.png");
    assertThat(runId(output), is(not(first)));
    assertThat(names(output.resolve("tables/images")), is(List.of("run=" + runId(output))));
    Files.delete(masks(output).get(0));
    Run repaired = Run.maskbeam("verify", output.toString(), "--repair");
    assertThat(repaired.err(), masks(output), hasSize(2));
    assertThat(names(output.resolve("tables/images")), is(List.of("run=" + runId(output))));
    Run plain = Run.maskbeam("segment", "--input=" + photos + "/*.png", "--output=" + output);
    assertThat(plain.err(), plain.exitCode(), is(0));
    assertThat(names(output.resolve("tables/images")), hasSize(4));
    assertThat(
        Run.maskbeam("query", output.toString(), "SELECT count(*) AS n FROM images").out(),
        is("n\n2\n"));
  }

  @Test
  void otherValuesAndAColumnRunAreRefused() throws IOException {
    assertRejected(
        Run.maskbeam(
            "segment",
            "--input=" + photos + "/*.png",
            "--output=" + directory.resolve("none"),
            "--partition=day"),
        ProblemCode.OPTION_CHOICE_UNKNOWN,
        "--partition=day is unknown; use one of none or run");
    Path csv =
        Files.writeString(
            directory.resolve("list.csv"), "url,Run\n" + photos.resolve("sky.png") + ",7\n");
    Run clash =
        Run.maskbeam(
            "segment",
            "--manifest=" + csv,
            "--keepColumns=Run",
            "--output=" + directory.resolve("none"),
            "--partition=run");
    assertRejected(clash, ProblemCode.MANIFEST_COLUMN_CLASH, "Column Run");
    assertThat(clash.err(), containsString("the partitions of --partition=run"));
  }

  private Path segment(String name, String input) {
    Path output = directory.resolve(name);
    Run run = Run.maskbeam("segment", input, "--output=" + output, "--partition=run");
    assertThat(run.err(), run.exitCode(), is(0));
    return output;
  }

  private static String runId(Path output) throws IOException {
    return RunRecords.read(OutputLayout.at(output.toString())).orElseThrow().getRunId();
  }

  private static List<Path> masks(Path output) throws IOException {
    try (Stream<Path> files = Files.walk(output.resolve("masks"))) {
      return files.filter(Files::isRegularFile).collect(Collectors.toList());
    }
  }

  private static List<String> names(Path path) throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toList());
    }
  }
}
