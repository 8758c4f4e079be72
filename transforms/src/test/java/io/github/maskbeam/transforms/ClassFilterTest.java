// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.schemas.ClassAreaRow;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.schemas.LabelMap;
import io.github.maskbeam.schemas.SegmentationResult;
import io.github.maskbeam.schemas.Sha256;
import io.github.maskbeam.sources.KeptColumns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much of the tables of a large run DuckDB reads to answer a filter. */
class ClassFilterTest {
  private static final int CLASSES = 100;
  private static final int IMAGES = 60_000;
  private static final int FILES = 2;

  /** Names are in another order than ids. */
  private static final LabelMap LABELS =
      LabelMap.of(
          IntStream.range(0, CLASSES)
              .mapToObj(id -> String.format(Locale.ROOT, "%02d", id * 37 % CLASSES))
              .collect(Collectors.toList()));

  @TempDir private static Path directory;

  @BeforeAll
  static void write() throws IOException {
    write(directory, 1);
  }

  @Test
  void aFilterByClassReadsFewRowGroups() throws SQLException {
    assertThat(sql("SELECT count(*) FROM " + table("class_areas")), is("240000"));
    for (int classId : new int[] {1, 50, 99}) {
      String name = LABELS.name(classId);
      long found =
          Long.parseLong(
              sql("SELECT count(*) FROM " + table("class_areas") + " WHERE class_id = " + classId));
      assertThat(
          sql(
              "SELECT count(*) FROM "
                  + table("class_areas")
                  + " WHERE class_name = '"
                  + name
                  + "'"),
          is(String.valueOf(found)));
      assertThat("of 240,000", read("class_id", classId), is(FILES * 20_000L));
      assertThat(probed(name), is(read("class_id", classId)));
    }
  }

  @Test
  void aFilterByUriReadsFewRowGroups() throws SQLException {
    assertThat(
        sql(
            "SELECT sum(row_group_num_rows) FROM parquet_metadata('"
                + files("images")
                + "') WHERE path_in_schema = 'image_uri' AND '/photos/30000.jpg' BETWEEN"
                + " stats_min_value AND stats_max_value"),
        is("40000"));
  }

  /** Rows arrive in another order in each run. */
  @Test
  void filesDoNotDependOnTheOrderOfImages(@TempDir Path other) throws IOException {
    write(other, 2);
    for (String table : List.of("images", "class_areas")) {
      for (int file = 0; file < FILES; file++) {
        String name = String.format("tables/%s/part-%05d-of-%05d.parquet", table, file, FILES);
        assertThat(
            name,
            Files.readAllBytes(directory.resolve(name)),
            is(Files.readAllBytes(other.resolve(name))));
      }
    }
  }

  /** Rows of groups whose statistics do not exclude a value. */
  private static long read(String column, int value) throws SQLException {
    return Long.parseLong(
        sql(
            "SELECT sum(row_group_num_rows) FROM parquet_metadata('"
                + files("class_areas")
                + "') WHERE path_in_schema = '"
                + column
                + "' AND "
                + value
                + " BETWEEN stats_min_value::INTEGER AND stats_max_value::INTEGER"));
  }

  /** Rows of groups whose Bloom filters do not exclude a name. */
  private static long probed(String name) throws SQLException {
    return Long.parseLong(
        sql(
            "SELECT sum(row_group_num_rows) FROM parquet_metadata('"
                + files("class_areas")
                + "') m JOIN parquet_bloom_probe('"
                + files("class_areas")
                + "', 'class_name', '"
                + name
                + "') b ON m.file_name = b.file_name AND m.row_group_id = b.row_group_id"
                + " WHERE path_in_schema = 'class_name' AND NOT bloom_filter_excludes"));
  }

  private static String table(String name) {
    return "read_parquet('" + files(name) + "')";
  }

  private static String files(String table) {
    return directory + "/tables/" + table + "/*.parquet";
  }

  private static String sql(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }

  /** Each image has class 0 and three others, of which each is in 3 % of the images. */
  private static void write(Path output, int seed) throws IOException {
    RunTables tables =
        new RunTables(OutputLayout.at(output.toString()), LABELS, FILES, KeptColumns.none());
    List<Integer> images = IntStream.range(0, IMAGES).boxed().collect(Collectors.toList());
    Collections.shuffle(images, new Random(seed));
    List<List<byte[]>> files = new ArrayList<>();
    IntStream.range(0, tables.files()).forEach(file -> files.add(new ArrayList<>()));
    RowChunks chunks = new RowChunks(tables.files());
    for (int image : images) {
      tables.addRows(result(image), chunks, (file, chunk) -> files.get(file).add(chunk));
    }
    chunks.flush((file, chunk) -> files.get(file).add(chunk));
    for (int file = 0; file < tables.coverageFile(); file++) {
      tables.write(file, files.get(file));
    }
  }

  private static SegmentationResult result(int image) {
    String uri = String.format(Locale.ROOT, "/photos/%05d.jpg", image);
    String id = Sha256.imageId(uri);
    List<ClassAreaRow> areas = new ArrayList<>();
    for (int classId : List.of(0, 1 + image % 33, 34 + image % 33, 67 + image % 33)) {
      areas.add(
          ClassAreaRow.newBuilder()
              .setImageId(id)
              .setImageUri(uri)
              .setClassId(classId)
              .setClassName(LABELS.name(classId))
              .setAreaPx(1 + image)
              .setAreaFraction(0.25)
              .setXMin(0)
              .setYMin(0)
              .setXMax(image)
              .setYMax(image)
              .build());
    }
    ImageRow row =
        ImageRow.newBuilder()
            .setImageId(id)
            .setImageUri(uri)
            .setStatus("SUCCEEDED")
            .setModelSha256("model")
            .setConfigSha256("config")
            .setProcessedAt(Instant.EPOCH)
            .build();
    return SegmentationResult.newBuilder().setImage(row).setClassAreas(areas).build();
  }
}
