// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.Landscapes;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.pipeline.testing.RunCounts;
import io.github.maskbeam.pipeline.testing.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Archives are written by the programs tar and jar. */
class ArchiveInputTest {
  @TempDir private Path directory;

  private Path photos;
  private Path shards;

  @BeforeEach
  void packPhotos() throws Exception {
    photos = Files.createDirectories(directory.resolve("photos"));
    shards = Files.createDirectories(directory.resolve("shards"));
    for (int i = 0; i < 6; i++) {
      Landscapes.landscape(photos.resolve("00" + i + ".png"), 20 + i, 10, 5);
      Files.writeString(photos.resolve("00" + i + ".json"), "{\"caption\": \"hill\"}");
    }
    tar("00000.tar", "000.png", "000.json", "001.png", "001.json");
    tar("00001.tar", "002.png", "002.json", "003.png", "003.json");
    run(
        "jar",
        "--create",
        "--no-manifest",
        "--file",
        shards.resolve("b.zip"),
        "-C",
        photos,
        "004.png",
        "-C",
        photos,
        "005.png");
  }

  @Test
  void membersHaveTheMasksOfTheirFiles() throws Exception {
    Path output = directory.resolve("out");
    Run run = segment(output, shards + "/*.tar," + shards + "/b.zip");
    assertThat(run.err(), run.exitCode(), is(ExitCode.OK));
    assertThat(RunCounts.images(output), contains(6, 6, 0));
    assertThat(RunCounts.of(output, "files_left_out", "already_done"), contains(4, 0));
    Path ofFiles = directory.resolve("of-files");
    assertThat(segment(ofFiles, photos.toString()).exitCode(), is(ExitCode.OK));
    String areas = "SELECT right(image_uri, 7), class_id, area_px FROM class_areas ORDER BY ALL";
    List<String> expected;
    try (Tables files = Tables.of(ofFiles)) {
      expected = files.rows(areas);
    }
    try (Tables tables = Tables.of(output)) {
      assertThat(tables.rows(areas), is(expected));
      assertThat(
          tables.rows("SELECT image_uri FROM images WHERE width_px IN (22, 24) ORDER BY ALL"),
          contains(shards + "/00001.tar!002.png", shards + "/b.zip!004.png"));
    }
    Run again = segment(output, shards + "/*.tar," + shards + "/b.zip");
    assertThat(again.err(), again.exitCode(), is(ExitCode.OK));
    assertThat(RunCounts.of(output, "already_done", "succeeded"), contains(6, 6));
    Run report = Run.maskbeam("report", output.toString());
    assertThat(report.err(), report.exitCode(), is(ExitCode.OK));
    assertThat(Files.readString(output.resolve("report.html")), containsString("b.zip!004.png"));
    Run verified = Run.maskbeam("verify", output.toString());
    assertThat(verified.out() + verified.err(), verified.exitCode(), is(ExitCode.OK));
  }

  @Test
  void manifestsAndPatternsNameMembers() throws Exception {
    Path manifest = directory.resolve("uris.txt");
    Files.write(
        manifest,
        List.of(
            shards + "/00000.tar!001.png", shards + "/b.zip!gone.png", shards + "/b.zip!005.png"));
    Path output = directory.resolve("out");
    Run run =
        Run.maskbeam(
            "segment",
            "--manifest=" + manifest,
            "--input=" + shards + "/00001.tar!*3.png",
            "--output=" + output,
            "--maxFailureFraction=1");
    assertThat(run.err(), run.exitCode(), is(ExitCode.OK));
    try (Tables tables = Tables.of(output)) {
      assertThat(
          tables.rows(
              "SELECT split_part(image_uri, '/', -1), failure_code, failure_message FROM images"
                  + " ORDER BY ALL"),
          contains(
              "00000.tar!001.png|null|null",
              "00001.tar!003.png|null|null",
              "b.zip!005.png|null|null",
              "b.zip!gone.png|NOT_FOUND|"
                  + shards
                  + "/b.zip!gone.png: The archive has no member gone.png"));
    }
  }

  @Test
  void whatADamagedArchiveHasIsSegmentedAndTheRestIsARow() throws Exception {
    Path archive = shards.resolve("00001.tar");
    byte[] bytes = Files.readAllBytes(archive);
    Files.write(archive, Arrays.copyOf(bytes, bytes.length / 512 / 20 * 512 + 700));
    Path output = directory.resolve("out");
    Run run = segment(output, shards + "/*.tar", "--maxFailureFraction=1");
    assertThat(run.err(), run.exitCode(), is(ExitCode.OK));
    try (Tables tables = Tables.of(output)) {
      assertThat(
          tables.rows(
              "SELECT split_part(image_uri, '/', -1), failure_stage, failure_code FROM images WHERE"
                  + " status = 'FAILED' AND image_uri LIKE '%.tar'"),
          contains("00001.tar|READ|READ_ERROR"));
      assertThat(
          tables.rows(
              "SELECT count(*) FROM images WHERE status = 'SUCCEEDED' AND image_uri LIKE"
                  + " '%00000.tar!%'"),
          contains("2"));
    }
    Files.write(archive, bytes);
    Run mended = segment(output, shards + "/*.tar");
    assertThat(mended.err(), mended.exitCode(), is(ExitCode.OK));
    assertThat("without the row of the archive", RunCounts.images(output), contains(4, 4, 0));
  }

  @Test
  void anArchiveWithoutImagesIsARow() throws Exception {
    tar("none.tar", "000.json");
    Path output = directory.resolve("out");
    segment(output, shards + "/none.tar", "--maxFailureFraction=1");
    try (Tables tables = Tables.of(output)) {
      assertThat(
          tables.rows("SELECT failure_message FROM images"),
          contains(
              shards
                  + "/none.tar: Reading failed: The archive has no member that is named as images are"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "x.tar.gz, INPUT_ARCHIVE_UNSUPPORTED, Decompress it",
    "x.tgz, INPUT_ARCHIVE_UNSUPPORTED, Decompress it",
    "http://127.0.0.1:9/x.zip, INPUT_ARCHIVE_UNSUPPORTED, on a web server",
    "gone.tar, INPUT_NO_MATCH, matches no file",
    "gone.tar!a.png, INPUT_NO_MATCH, matches no file",
    "'{00000..00002}.tar', INPUT_NO_MATCH, 00002.tar"
  })
  void refusesWhatCannotBeRead(String input, ProblemCode code, String part) {
    String given = input.startsWith("http") ? input : shards + "/" + input;
    Run run = segment(directory.resolve("out"), given);
    assertThat(run.exitCode(), is(ExitCode.USAGE));
    assertThat(run.codes(), contains(code));
    assertThat(run.err(), containsString(part));
  }

  @Test
  void aRangeOfShards() throws Exception {
    Path output = directory.resolve("out");
    Run run = segment(output, shards + "/{00000..00001}.tar");
    assertThat(run.err(), run.exitCode(), is(ExitCode.OK));
    try (Tables tables = Tables.of(output)) {
      assertThat(
          tables.rows("SELECT split_part(image_uri, '!', 2) FROM images"),
          containsInAnyOrder("000.png", "001.png", "002.png", "003.png"));
    }
  }

  @Test
  void namesWithTheCharactersOfGlobsAreTakenLiterally() throws Exception {
    Path archive = directory.resolve("photos [2024] {a,b}.tar");
    Files.copy(shards.resolve("00000.tar"), archive);
    Path output = directory.resolve("out");
    assertThat(segment(output, archive + "!000.png").exitCode(), is(ExitCode.OK));
    assertThat(RunCounts.images(output), contains(1, 1, 0));
  }

  private Run segment(Path output, String input, String... options) {
    String[] arguments =
        Arrays.copyOf(
            new String[] {"segment", "--input=" + input, "--output=" + output}, 3 + options.length);
    System.arraycopy(options, 0, arguments, 3, options.length);
    return Run.maskbeam(arguments);
  }

  private void tar(String name, String... files) throws Exception {
    Object[] command = new Object[5 + files.length];
    System.arraycopy(
        new Object[] {"tar", "-cf", shards.resolve(name), "-C", photos}, 0, command, 0, 5);
    System.arraycopy(files, 0, command, 5, files.length);
    run(command);
  }

  private static void run(Object... command) throws IOException, InterruptedException {
    String[] words = Arrays.stream(command).map(Object::toString).toArray(String[]::new);
    int exitCode = new ProcessBuilder(words).inheritIO().start().waitFor();
    assertThat(Arrays.toString(words), exitCode, is(0));
  }
}
