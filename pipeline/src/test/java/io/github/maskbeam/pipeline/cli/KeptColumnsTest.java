// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.DuckDb;
import io.github.maskbeam.pipeline.testing.Landscapes;
import io.github.maskbeam.pipeline.testing.MaskFiles;
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

class KeptColumnsTest {
  private static final String TYPED =
      "text, \"a name, with spaces\", i8, i32, i64, u32, f32, f64, flag, day, local_us, utc_us, local_ns,"
          + " local_ms, small_decimal, decimal, large_decimal";

  private static final String KEPT =
      "SELECT parse_filename(image_uri), site, n FROM images ORDER BY 1";

  @TempDir private Path directory;
  private Path a;
  private Path b;
  private Path c;

  @BeforeEach
  void draw() throws IOException {
    a = Landscapes.landscape(directory.resolve("a.png"), 20, 10, 5);
    b = Landscapes.landscape(directory.resolve("b.png"), 30, 10, 5);
    c = Landscapes.landscape(directory.resolve("c.png"), 40, 10, 10);
  }

  /** DuckDB writes and reads each type. */
  @Test
  void typesOfParquetAreKept() throws Exception {
    Path manifest = directory.resolve("manifest.parquet");
    DuckDb.execute(
        String.format(
            "COPY (SELECT * FROM (VALUES ('%s', 'ü \"x\"', 'y', (-3)::TINYINT, -2000000000,"
                + " -9000000000000000000, 4000000000::UINTEGER, 0.1::FLOAT, 1e300::DOUBLE, true,"
                + " DATE '1969-07-20', TIMESTAMP '2024-02-29 12:34:56.789012',"
                + " TIMESTAMPTZ '2024-02-29 12:34:56.789012+02',"
                + " '2024-02-29 12:34:56.789012345'::TIMESTAMP_NS,"
                + " '2024-02-29 12:34:56.789'::TIMESTAMP_MS, -12.34::DECIMAL(4,2),"
                + " 123456789.123::DECIMAL(18,3), (-12345678901234567890.123456789)::DECIMAL(38,10)),"
                + " ('%s'%s)) AS rows(url, %s)) TO '%s' (FORMAT parquet)",
            a, b, ", NULL".repeat(17), TYPED, manifest));
    Run run = segment(manifest, "--keepColumns=all");
    assertThat(run.err(), run.exitCode(), is(ExitCode.OK));
    try (Tables tables = Tables.of(output())) {
      assertThat(
          tables.value(
              "SELECT string_agg(DISTINCT column_type, ' ' ORDER BY column_type) FROM"
                  + " (DESCRIBE SELECT "
                  + TYPED
                  + " FROM images)"),
          is(
              "BIGINT BOOLEAN DATE DECIMAL(18,3) DECIMAL(38,10) DECIMAL(4,2) DOUBLE FLOAT INTEGER"
                  + " TIMESTAMP TIMESTAMP WITH TIME ZONE TIMESTAMP_NS VARCHAR"));
      String given = "SELECT " + TYPED + " FROM '" + manifest + "'";
      String kept = "SELECT " + TYPED + " FROM images";
      assertThat(tables.rows("(" + given + ") EXCEPT ALL (" + kept + ")"), is(empty()));
      assertThat(tables.rows("(" + kept + ") EXCEPT ALL (" + given + ")"), is(empty()));
    }
  }

  @Test
  void jsonHasTypesAndCsvHasStrings() throws Exception {
    Path manifest = directory.resolve("manifest");
    Files.writeString(
        manifest,
        String.format(
            "{\"url\": \"%s\", \"site\": \"007\", \"n\": 1, \"share\": 1, \"ok\": true}%n"
                + "{\"url\": \"%s\", \"n\": -9007199254740993, \"share\": 0.5, \"later\": null}%n",
            a, b));
    assertThat(segment(manifest, "--keepColumns=all").exitCode(), is(ExitCode.OK));
    String types =
        "SELECT string_agg(column_name || ' ' || column_type, ', ') FROM (DESCRIBE images)"
            + " WHERE column_name IN ('site', 'n', 'share', 'ok', 'later')";
    try (Tables tables = Tables.of(output())) {
      assertThat(
          tables.value(types),
          is("site VARCHAR, n BIGINT, share DOUBLE, ok BOOLEAN, later VARCHAR"));
      assertThat(
          tables.rows("SELECT site, n, share, ok, later FROM images ORDER BY image_uri"),
          contains("007|1|1.0|true|null", "null|-9007199254740993|0.5|null|null"));
    }
    Files.writeString(manifest, "url,site,n\n" + a + ",007,1\n" + b + ",,\"\"\n");
    assertThat(segment(manifest, "--keepColumns=site,n").exitCode(), is(ExitCode.OK));
    assertThat("reused", RunCounts.of(output(), "inferences", "already_done"), contains(0, 2));
    try (Tables tables = Tables.of(output())) {
      assertThat(tables.value(types), is("site VARCHAR, n VARCHAR"));
      assertThat(tables.rows(KEPT), contains("a.png|007|1", "b.png|null|null"));
    }
  }

  /** Whichever of them a runner sees first. */
  @Test
  void theFirstRowOfAnImageCounts() throws Exception {
    StringBuilder rows = new StringBuilder("url,site,n\n");
    for (int n = 0; n < 500; n++) {
      rows.append(a).append(",north,").append(n).append('\n');
    }
    rows.append(b).append(",south,1\n").append(b).append(",south,1\n");
    Path manifest = Files.writeString(directory.resolve("manifest"), rows);
    Run run = segment(manifest, "--keepColumns=site,n", "--input=" + directory + "/*.png");
    assertThat(run.err(), run.exitCode(), is(ExitCode.OK));
    assertThat(RunCounts.of(output(), "differing_rows", "succeeded"), contains(1, 3));
    assertThat(
        run.out(),
        containsString("1 image is named by several rows of the manifest with different"));
    try (Tables tables = Tables.of(output())) {
      assertThat(tables.rows(KEPT), contains("a.png|north|0", "b.png|south|1", "c.png|null|null"));
      assertThat("listed", tables.value("SELECT count(modified_at) FROM images"), is("3"));
    }
  }

  @Test
  void coverageIsGroupedAndSumsToThatOfAllImages() throws Exception {
    Path manifest = directory.resolve("manifest");
    Files.writeString(
        manifest,
        "url,site,n\n" + a + ",north,1\n" + b + ",north,1\n" + c + ",,1\n/no/such.png,south,1\n");
    Run run = segment(manifest, "--keepColumns=n", "--coverageBy=site", "--maxFailureFraction=1");
    assertThat(run.err(), run.exitCode(), is(ExitCode.OK));
    assertThat(run.out(), containsString("class_coverage_by_group/*.parquet"));
    String byHand =
        "SELECT site, class_name, count(*), sum(area_px)::BIGINT, round(max(area_fraction), 6)"
            + " FROM class_areas JOIN images USING (image_id) GROUP BY ALL ORDER BY ALL";
    String table =
        "SELECT site, class_name, image_count, area_px, round(max_image_fraction, 6)"
            + " FROM class_coverage_by_group ORDER BY ALL";
    List<String> groups = List.of(Query.of(output(), table, "--format=csv").out().split("\r\n"));
    List<String> expected = List.of(Query.of(output(), byHand, "--format=csv").out().split("\r\n"));
    assertThat(groups.subList(1, groups.size()), is(expected.subList(1, expected.size())));
    assertThat(
        Query.of(
                output(),
                "SELECT site, group_image_count, round(sum(area_fraction), 6) AS whole"
                    + " FROM class_coverage_by_group GROUP BY ALL ORDER BY ALL",
                "--format=csv")
            .out(),
        is("site,group_image_count,whole\r\nnorth,2,1.0\r\n,1,1.0\r\n"));
    assertThat(Run.maskbeam("verify", output().toString()).exitCode(), is(ExitCode.OK));
    Run without = segment(manifest, "--keepColumns=n", "--maxFailureFraction=1");
    assertThat(without.err(), without.exitCode(), is(ExitCode.OK));
    assertThat(
        "the table of the earlier run is replaced",
        Query.of(output(), "FROM class_coverage_by_group").codes(),
        contains(ProblemCode.SQL_REFUSED));
    assertThat(
        MaskFiles.below(output().resolve("tables")).toString().contains("by_group/part"),
        is(false));
  }

  @Test
  void aRepairKeepsColumnsAndGroups() throws Exception {
    Path manifest = directory.resolve("manifest");
    Files.writeString(manifest, "url,site,n\n" + a + ",north,1\n" + b + ",,2\n");
    assertThat(segment(manifest, "--keepColumns=all", "--coverageBy=site").exitCode(), is(0));
    Files.delete(manifest);
    String groups = Query.of(output(), "FROM class_coverage_by_group").out();
    Files.delete(MaskFiles.byImageId(output()).values().iterator().next());
    Run repaired = Run.maskbeam("verify", output().toString(), "--repair");
    assertThat(repaired.err(), repaired.exitCode(), is(ExitCode.OK));
    assertThat(Query.of(output(), "FROM class_coverage_by_group").out(), is(groups));
    try (Tables tables = Tables.of(output())) {
      assertThat(tables.rows(KEPT), contains("a.png|north|1", "b.png|null|2"));
    }
    assertThat(Run.maskbeam("verify", output().toString()).exitCode(), is(ExitCode.OK));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '~',
      value = {
        "url,Status\\nA,x # --keepColumns=all # MANIFEST_COLUMN_CLASH # has the name of a column of table"
            + " images. Rename it",
        "url,site,Site\\nA,x,y # --keepColumns=all # MANIFEST_COLUMN_CLASH # of the manifest",
        "url,class_id\\nA,x # --coverageBy=class_id # MANIFEST_COLUMN_CLASH # of table class_coverage",
        "url,site\\nA,x # --keepColumns=day # MANIFEST_COLUMN_UNKNOWN # has no column day. Its columns"
            + " are url, site;",
        "url,site\\nA,x # --coverageBy=, # MANIFEST_COLUMN_UNKNOWN # --coverageBy= is empty",
        "url,\\nA,x # --keepColumns=all # MANIFEST_COLUMN_UNKNOWN # has a column without a name",
        "A # --keepColumns=site # MANIFEST_AMBIGUOUS # looks like text",
        "{\"url\": \"A\", \"x\": 1}\\n{\"url\": \"A\", \"x\": \"1\", \"y\": 2} # --keepColumns=all #"
            + " MANIFEST_UNSUPPORTED # as in --keepColumns=url,y.",
        "{\"url\": \"A\", \"x\": [1]} # --keepColumns=x # MANIFEST_UNSUPPORTED # Column x",
        "{\"url\": \"A\", \"x\": 0.5} # --coverageBy=x # MANIFEST_UNSUPPORTED # with a fraction",
      })
  void whatCannotBeKeptIsRefused(String text, String option, ProblemCode code, String message)
      throws Exception {
    Path manifest = directory.resolve("manifest");
    Files.writeString(manifest, text.replace("\\n", "\n").replace("A", a.toString()) + "\n");
    Run run = segment(manifest, option);
    assertThat(run.codes(), contains(code));
    assertThat(run.err(), containsString(message));
  }

  @Test
  void groupsAreBounded() throws Exception {
    StringBuilder rows = new StringBuilder("url,id\n");
    for (int id = 0; id <= 10_000; id++) {
      rows.append(a).append(',').append(id).append('\n');
    }
    Path manifest = Files.writeString(directory.resolve("manifest"), rows);
    assertThat(
        segment(manifest, "--coverageBy=id").codes(),
        contains(ProblemCode.COVERAGE_GROUPS_TOO_MANY));
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
