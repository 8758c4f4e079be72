// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.Landscapes;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.pipeline.testing.RunCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every format, with file names that mean something in it. */
class QueryFormatsTest {
  /** In the order of their characters. */
  private static final List<String> NAMES =
      List.of(
          "a,b.png",
          "back\\slash|pipe.png",
          "esc\u001b[31mred.png",
          "größe 日本 😀.png",
          "it's <b>\"quoted\"<b> & more.png",
          "new\nline.png",
          "semi;colon.png");

  private static final String BY_NAME =
      "SELECT parse_filename(image_uri, false, 'forward_slash') AS name, width_px FROM images"
          + " ORDER BY image_uri";

  @TempDir private static Path directory;
  private static Path photos;
  private static String output;

  @BeforeAll
  static void segment() throws IOException {
    photos = Files.createDirectories(directory.resolve("photos"));
    output = directory.resolve("it's, out").toString();
    for (int i = 0; i < NAMES.size(); i++) {
      Landscapes.landscape(photos.resolve(NAMES.get(i)), 30 + i, 40, 20);
    }
    Run run = Run.maskbeam("segment", "--input=" + photos + "/*", "--output=" + output);
    assertThat(run.err(), run.exitCode(), is(0));
    assertThat(RunCounts.images(Path.of(output)), is(List.of(7, 7, 0)));
  }

  @Test
  void tablesStayInTheirLines() {
    List<String> lines = query(BY_NAME, "table").lines().collect(Collectors.toList());
    assertThat(lines.size(), is(1 + NAMES.size()));
    int width = lines.get(0).length();
    for (String line : lines) {
      assertThat(line, line.codePointCount(0, line.length()), is(width));
      assertThat(line, line.chars().noneMatch(Character::isISOControl), is(true));
    }
    assertThat(lines.get(3), startsWith("esc\\u001b[31mred.png"));
    assertThat(lines.get(6), startsWith("new\\nline.png"));
  }

  @Test
  void csvIsReadBackBySomebodyElse() throws Exception {
    Path csv = directory.resolve("result.csv");
    Files.writeString(csv, query(BY_NAME, "csv"));
    List<String> names = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "FROM read_csv('" + csv + "', header = true, quote = '\"', escape = '\"')")) {
      while (rows.next()) {
        names.add(rows.getString("name"));
        assertThat(rows.getInt("width_px"), is(29 + names.size()));
      }
    }
    assertThat(names, is(NAMES));
  }

  @Test
  void csvTellsNullFromEmpty() {
    assertThat(query("SELECT NULL AS a, '' AS b, 1.50 AS c", "csv"), is("a,b,c\r\n,\"\",1.50\r\n"));
  }

  @Test
  void safeCsvHasNoFormulas() {
    String sql =
        "SELECT text AS \"@text\", -1 AS number, -0.5::DECIMAL(3,1) AS \"+decimal\", NULL AS n,"
            + " ['=list'] AS list FROM (VALUES ('=1+1'), ('+1'), ('-1'), ('@SUM(A1)'), (chr(9) ||"
            + " '=1'), (chr(13) || '=1'), ('=a,\"b\"'), ('a=1'), (''), (chr(39))) AS v(text)";
    Run run = Run.maskbeam("query", output, "--format=csv", "--csvSafe", sql);
    assertThat(run.err(), run.exitCode(), is(0));
    String end = ",-1,-0.5,,\"[\"\"=list\"\"]\"\r\n";
    assertThat(
        run.out(),
        is(
            String.join(
                end,
                "'@text,number,'+decimal,n,list\r\n'=1+1",
                "'+1",
                "'-1",
                "'@SUM(A1)",
                "'\t=1",
                "\"'\r=1\"",
                "\"'=a,\"\"b\"\"\"",
                "a=1",
                "\"\"",
                "'",
                "")));
    assertThat(query("SELECT '=1+1' AS \"=\"", "csv"), is("=\r\n=1+1\r\n"));
  }

  @Test
  void safeCsvIsCsv() {
    for (String format : List.of("table", "json", "markdown")) {
      Query.assertRejected(
          Run.maskbeam("query", output, "--format=" + format, "--csvSafe", BY_NAME),
          ProblemCode.CSV_SAFE_NOT_APPLICABLE,
          "--format=" + format);
    }
  }

  @Test
  void jsonIsReadBackBySomebodyElse() throws IOException {
    JsonNode rows = new ObjectMapper().readTree(query(BY_NAME, "json"));
    for (int i = 0; i < NAMES.size(); i++) {
      assertThat(rows.get(i).get("name").textValue(), is(NAMES.get(i)));
      assertThat(rows.get(i).get("width_px").intValue(), is(30 + i));
    }
    assertThat(rows.size(), is(NAMES.size()));
  }

  @Test
  void jsonKeepsTypes() {
    assertThat(
        query(
            "SELECT 1 AS a, 2 AS a, 12345678901234567890123::HUGEINT AS h, 0.10::DECIMAL(3,2) AS d,"
                + " 'nan'::DOUBLE AS n, NULL AS z, true AS t, [{'x': 1}] AS l, MAP {'k': [2]} AS m,"
                + " TIMESTAMPTZ '2026-01-02 03:04:05+02' AS u, TIMESTAMP '2026-01-02 03:04:05' AS v,"
                + " DATE '2026-01-02' AS w, 'ab'::BLOB AS b",
            "json"),
        is(
            "[\n{\"a\":1,\"a_2\":2,\"h\":12345678901234567890123,\"d\":0.10,\"n\":\"NaN\","
                + "\"z\":null,\"t\":true,\"l\":[{\"x\":1}],\"m\":{\"k\":[2]},"
                + "\"u\":\"2026-01-02T01:04:05Z\",\"v\":\"2026-01-02T03:04:05\","
                + "\"w\":\"2026-01-02\",\"b\":\"6162\"}\n]\n"));
  }

  @Test
  void markdownHasNoMarkupOfItsValues() {
    List<String> lines = query(BY_NAME, "markdown").lines().collect(Collectors.toList());
    assertThat(lines.size(), is(2 + NAMES.size()));
    assertThat(lines.get(1), is("|---|---:|"));
    assertThat(lines.get(3), is("| back\\\\slash\\|pipe.png | 31 |"));
    assertThat(lines.get(6), startsWith("| it's &lt;b>\"quoted\"&lt;b> &amp; more.png |"));
    assertThat(lines.get(7), is("| new<br>line.png | 35 |"));
  }

  @Test
  void imagesOfSuchNamesAreFound() {
    for (String name : NAMES) {
      Run run = Run.maskbeam("query", output, "--image=" + name, "--format=json");
      assertThat(name + run.err(), run.exitCode(), is(0));
    }
  }

  @Test
  void aLongResultIsStreamed() {
    String numbers = query("SELECT range AS n FROM range(200000)", "table");
    assertThat(numbers.lines().count(), is(200_001L));
    assertThat(numbers, not(containsString("...")));
  }

  private static String query(String sql, String format) {
    Run run = Run.maskbeam("query", output, sql, "--format=" + format);
    assertThat(run.err(), run.exitCode(), is(0));
    return run.out();
  }
}
