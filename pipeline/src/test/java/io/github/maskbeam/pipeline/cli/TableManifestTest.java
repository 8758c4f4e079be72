// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.DuckDb;
import io.github.maskbeam.pipeline.testing.Landscapes;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.pipeline.testing.RunCounts;
import io.github.maskbeam.pipeline.testing.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableManifestTest {
  @TempDir private Path directory;

  @BeforeEach
  void draw() throws IOException {
    Landscapes.landscape(directory.resolve("a.png"), 20, 10, 5);
    Landscapes.landscape(directory.resolve("b, \"c\".png"), 30, 10, 5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "csv          | FORMAT csv, HEADER",
        "csv.gz       | FORMAT csv, HEADER, COMPRESSION gzip",
        "tsv          | FORMAT csv, HEADER, DELIMITER '\t'",
        "jsonl        | FORMAT json",
        "parquet      | FORMAT parquet",
        "no extension | FORMAT parquet",
      })
  void eachFormatNamesTheSameImages(String name, String options) throws Exception {
    Path manifest = directory.resolve("manifest " + name);
    DuckDb.execute(
        String.format(
            "COPY (SELECT * FROM (VALUES (1, '%s'), (2, '%s'), (3, '%s')) AS rows(n, path))"
                + " TO '%s' (%s)",
            directory.resolve("a.png"),
            directory.resolve("b, \"c\".png"),
            directory.resolve("a.png"),
            manifest,
            options));
    Run run = segment(manifest);
    assertThat(run.err(), run.exitCode(), is(ExitCode.OK));
    assertThat(RunCounts.images(output()), contains(2, 2, 0));
    assertThat(RunCounts.of(output(), "duplicates"), contains(1));
    assertThat(run.out(), containsString(", images in column path"));
    try (Tables tables = Tables.of(output())) {
      assertThat(
          tables.rows("SELECT image_uri FROM images ORDER BY ALL"),
          contains(
              directory.resolve("a.png").toString(), directory.resolve("b, \"c\".png").toString()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gz", "txt"})
  void aTextManifestMayBeCompressedWhateverItsName(String extension) throws Exception {
    Path manifest = directory.resolve("list." + extension);
    DuckDb.execute(
        String.format(
            "COPY (SELECT '%s') TO '%s' (FORMAT csv, HEADER false, COMPRESSION gzip)",
            directory.resolve("a.png"), manifest));
    Run run = segment(manifest);
    assertThat(run.err(), run.exitCode(), is(ExitCode.OK));
    assertThat(RunCounts.images(output()), contains(1, 1, 0));
  }

  @Test
  void aRerunThroughAnotherFormatSegmentsNothing() throws Exception {
    String a = directory.resolve("a.png").toString();
    assertThat(segment(write("uri,path\n" + a + ",x\n"), "--urlColumn=uri").exitCode(), is(0));
    assertThat(segment(write("{\"url\": \"" + a + "\"}\n")).exitCode(), is(ExitCode.OK));
    assertThat(RunCounts.of(output(), "inferences", "already_done"), contains(0, 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '~',
      value = {
        "image,site\\na.png,north\\n # # MANIFEST_AMBIGUOUS # with the columns image, site, none of"
            + " which is named url, image_uri, uri, path",
        "image,site\\na.png,north\\n # csv # MANIFEST_COLUMN_UNKNOWN # as in --urlColumn=image; its"
            + " columns are image, site.",
        "url,path\\na.png,b.png\\n # # MANIFEST_COLUMN_UNKNOWN # several columns that may name the"
            + " images: url, path.",
        "url\\na.png\\n # # MANIFEST_AMBIGUOUS # may be a CSV with the only column url",
        "url,site\\na.png\\n # # MANIFEST_MALFORMED # line 2 has 1 cells, but the header has 2.",
        "url,site\\na.png,north\\n,south\\n # # MANIFEST_MALFORMED # line 3 names no image.",
        "{\"url\": \"a.png\"}\\n{\"site\": \"x\"} # # MANIFEST_MALFORMED # line 2 names no image.",
        "{\"url\": 1} # # MANIFEST_MALFORMED # line 1 names an image by a value that is not a string.",
        "url,site\\n # # MANIFEST_EMPTY # it has no rows.",
        "a.png # parquet # MANIFEST_UNREADABLE # not a complete Parquet file",
        "a.png # xml # OPTION_CHOICE_UNKNOWN # text or csv or tsv or jsonl or parquet.",
      })
  void noImageIsReadIfARowCannotBe(String text, String format, ProblemCode code, String message)
      throws Exception {
    Path manifest = write(text.replace("\\n", "\n"));
    Run run = format == null ? segment(manifest) : segment(manifest, "--manifestFormat=" + format);
    assertThat(run.exitCode(), is(ExitCode.USAGE));
    assertThat(run.codes(), contains(code));
    assertThat(run.err(), containsString(message));
    assertThat(Files.exists(output().resolve("run.json")), is(false));
  }

  @Test
  void optionsOfAManifestNeedOne() throws Exception {
    for (String option : List.of("--urlColumn=url", "--manifestFormat=csv")) {
      Run run =
          Run.maskbeam(
              "segment", "--input=" + directory + "/*.png", "--output=" + output(), option);
      assertThat(run.codes(), contains(ProblemCode.MANIFEST_MISSING));
    }
    Run text = segment(write("a.png\n"), "--manifestFormat=text", "--urlColumn=url");
    assertThat(text.codes(), contains(ProblemCode.MANIFEST_COLUMN_UNKNOWN));
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("manifest"), text);
  }

  private Run segment(Path manifest, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("segment", "--manifest=" + manifest, "--output=" + output()));
    arguments.addAll(Arrays.asList(more));
    return Run.maskbeam(arguments.toArray(new String[0]));
  }

  private Path output() {
    return directory.resolve("out");
  }
}
