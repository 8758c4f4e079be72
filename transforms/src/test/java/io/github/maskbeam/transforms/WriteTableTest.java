// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.Table;
import io.github.maskbeam.output.TableGroup;
import io.github.maskbeam.output.TableSet;
import io.github.maskbeam.parquet.TableReader;
import io.github.maskbeam.schemas.ClassAreaRow;
import io.github.maskbeam.schemas.ImageRow;
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
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.extensions.avro.coders.AvroCoder;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads our tables with somebody else's reader, DuckDB, and with our own. */
class WriteTableTest {
  private static final String AWKWARD = "/größe 水/\"quoted\" 'it''s'\n,;\t\uD83D\uDE00.jpg";

  @TempDir private Path directory;

  @Test
  void writesNamesTypesAndNullability() throws Exception {
    write(List.of(failed("/a.jpg"), succeeded("/b.jpg")), 2);
    assertThat(
        query("SELECT column_name || ' ' || column_type FROM (DESCRIBE SELECT * FROM %s)"),
        is(
            List.of(
                "image_id VARCHAR",
                "image_uri VARCHAR",
                "status VARCHAR",
                "content_sha256 VARCHAR",
                "format VARCHAR",
                "width_px INTEGER",
                "height_px INTEGER",
                "size_bytes BIGINT",
                "modified_at TIMESTAMP WITH TIME ZONE",
                "mask_uri VARCHAR",
                "failure_stage VARCHAR",
                "failure_code VARCHAR",
                "failure_message VARCHAR",
                "model_sha256 VARCHAR",
                "config_sha256 VARCHAR",
                "decode_ms DOUBLE",
                "inference_ms DOUBLE",
                "processed_at TIMESTAMP WITH TIME ZONE",
                "crs VARCHAR",
                "geo_transform DOUBLE[]",
                "lon DOUBLE",
                "lat DOUBLE",
                "pixel_area_m2 DOUBLE",
                "georeference VARCHAR",
                "georeference_note VARCHAR",
                "void_px BIGINT")));
    assertThat(
        query(
            "SELECT DISTINCT name FROM parquet_schema('%f')"
                + " WHERE repetition_type = 'REQUIRED' AND num_children IS NULL"),
        containsInAnyOrder(
            "image_id", "image_uri", "status", "model_sha256", "config_sha256", "processed_at"));
  }

  @Test
  void keepsValues() throws Exception {
    write(List.of(failed(AWKWARD), succeeded("/b.jpg")), 1);
    assertThat(query("SELECT image_uri FROM %s WHERE status = 'FAILED'"), is(List.of(AWKWARD)));
    assertThat(
        query(
            "SELECT concat_ws('|', width_px, height_px, size_bytes, decode_ms, inference_ms,"
                + " epoch_ms(processed_at)) FROM %s WHERE status = 'SUCCEEDED'"),
        is(List.of("640|480|3000000000|3.25|13.5|1767225600123")));
  }

  @Test
  void keepsTheTypeOfAllNullColumns() throws Exception {
    write(List.of(failed("/a.jpg"), failed("/b.jpg")), 1);
    assertThat(
        query(
            "SELECT typeof(width_px) || typeof(decode_ms) || typeof(mask_uri)"
                + " || count(width_px) OVER () FROM %s LIMIT 1"),
        is(List.of("INTEGERDOUBLEVARCHAR0")));
  }

  @Test
  void writesColumnsOfATableWithoutRows() throws Exception {
    write(List.of(), 3);
    assertThat(files(), hasSize(3));
    assertThat(query("SELECT count(*) FROM %s"), is(List.of("0")));
    assertThat(
        query("SELECT count(*) FROM (DESCRIBE SELECT * FROM %s)"),
        is(List.of(String.valueOf(ImageRow.getClassSchema().getFields().size()))));
    assertThat(read(), is(List.of()));
  }

  @Test
  void writesTheRequestedNumberOfFiles() throws Exception {
    List<ImageRow> rows = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      rows.add(succeeded("/" + i + ".jpg"));
    }
    write(rows, 4);
    assertThat(
        files(),
        containsInAnyOrder(
            "part-00000-of-00004.parquet",
            "part-00001-of-00004.parquet",
            "part-00002-of-00004.parquet",
            "part-00003-of-00004.parquet"));
    assertThat(query("SELECT count(DISTINCT image_uri) FROM %s"), is(List.of("100")));
  }

  @Test
  void compressesWithZstd() throws Exception {
    write(List.of(succeeded("/a.jpg")), 2);
    assertThat(
        query("SELECT DISTINCT compression FROM parquet_metadata('%f')"), is(List.of("ZSTD")));
  }

  @Test
  void readsTheSameRowsWithTableReader() throws Exception {
    List<ImageRow> rows = List.of(failed(AWKWARD), succeeded("/b.jpg"), failed("/c.jpg"));
    write(rows, 2);
    assertThat(read(), containsInAnyOrder(rows.toArray()));
  }

  @Test
  void keepsRowsOverSeveralPages() throws Exception {
    String longText = "long ".repeat(400);
    List<ImageRow> rows = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      rows.add(failed("/" + i + "/" + longText + i));
    }
    write(rows, 1);
    assertThat(query("SELECT count(DISTINCT image_uri) FROM %s"), is(List.of("3000")));
    assertThat(read(), containsInAnyOrder(rows.toArray()));
  }

  @Test
  void replacesFiles() throws Exception {
    write(List.of(succeeded("/a.jpg"), succeeded("/b.jpg")), 2);
    write(List.of(succeeded("/c.jpg")), 2);
    assertThat(query("SELECT image_uri FROM %s"), is(List.of("/c.jpg")));
  }

  @Test
  void throwsIoExceptionForAMissingTable() {
    assertThrows(IOException.class, this::read);
  }

  @Test
  void writesColumnsOfClassAreas() throws Exception {
    ClassAreaRow row =
        ClassAreaRow.newBuilder()
            .setImageId("id")
            .setImageUri("uri")
            .setClassId(254)
            .setClassName("last")
            .setAreaPx(1L << 40)
            .setAreaFraction(1)
            .setXMin(0)
            .setYMin(1)
            .setXMax(2)
            .setYMax(3)
            .build();
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(Create.of(row).withCoder(AvroCoder.of(ClassAreaRow.class)))
        .apply(WriteTable.of(layout(), Table.CLASS_AREAS, ClassAreaRow.getClassSchema(), 1));
    pipeline.run().waitUntilFinish();
    assertThat(
        sql(
            "SELECT concat_ws('|', class_id, area_px, x_min, y_min, x_max, y_max,"
                + " coalesce(mean_confidence, -1), typeof(mean_confidence)) FROM '"
                + layout().table(Table.CLASS_AREAS)
                + "/*.parquet'"),
        is(List.of("254|1099511627776|0|1|2|3|-1.0|DOUBLE")));
  }

  private OutputLayout layout() {
    return OutputLayout.at(directory.toString());
  }

  private void write(List<ImageRow> rows, int files) {
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(Create.of(rows).withCoder(AvroCoder.of(ImageRow.class)))
        .apply(WriteTable.of(layout(), Table.IMAGES, ImageRow.getClassSchema(), files));
    pipeline.run().waitUntilFinish();
  }

  private List<SpecificRecord> read() throws IOException {
    List<SpecificRecord> rows = new ArrayList<>();
    Schema schema = ImageRow.getClassSchema();
    TableReader.<SpecificRecord>read(
        TableSet.in(layout(), TableGroup.RUN).files(Table.IMAGES), schema, rows::add);
    return rows;
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(layout().table(Table.IMAGES)))) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toList());
    }
  }

  /** The first column; %s stands for the table images, %f for its files. */
  private List<String> query(String sql) throws SQLException {
    String files = layout().table(Table.IMAGES) + "/*.parquet";
    return sql(sql.replace("%s", "read_parquet('" + files + "')").replace("%f", files));
  }

  private static List<String> sql(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> column = new ArrayList<>();
      while (result.next()) {
        column.add(result.getString(1));
      }
      return column;
    }
  }

  private static ImageRow failed(String uri) {
    return row(uri)
        .setStatus("FAILED")
        .setFailureStage("READ")
        .setFailureCode("NOT_FOUND")
        .setFailureMessage(uri + ": The file does not exist")
        .build();
  }

  private static ImageRow succeeded(String uri) {
    return row(uri)
        .setStatus("SUCCEEDED")
        .setContentSha256("content")
        .setFormat("JPEG")
        .setWidthPx(640)
        .setHeightPx(480)
        .setSizeBytes(3_000_000_000L)
        .setMaskUri("/masks/x.png")
        .setDecodeMs(3.25)
        .setInferenceMs(13.5)
        .build();
  }

  private static ImageRow.Builder row(String uri) {
    return ImageRow.newBuilder()
        .setImageId("id of " + uri)
        .setImageUri(uri)
        .setModelSha256("model")
        .setConfigSha256("config")
        .setProcessedAt(Instant.parse("2026-01-01T00:00:00.123Z"));
  }
}
