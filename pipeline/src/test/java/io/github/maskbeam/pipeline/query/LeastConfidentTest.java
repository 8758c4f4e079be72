// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.output.CommittedOutput;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.pipeline.testing.Commits;
import io.github.maskbeam.pipeline.testing.TinyOutput;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeastConfidentTest {
  private static final String AREAS =
      "SELECT * FROM (VALUES %s) AS a(image_id, class_id, area_px, mean_confidence)";

  @TempDir private Path directory;

  @BeforeEach
  void writeImages() throws Exception {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    TinyOutput.in(directory);
    write(
        "images",
        "SELECT *, '/' || image_id AS image_uri FROM (VALUES ('half', 'SUCCEEDED'),"
            + " ('sure', 'SUCCEEDED'), ('void', 'SUCCEEDED'), ('failed', 'FAILED'),"
            + " ('also sure', 'SUCCEEDED')) AS i(image_id, status),"
            + " (SELECT NULL::VARCHAR AS failure_code, NULL::VARCHAR AS failure_stage,"
            + " NULL::VARCHAR AS failure_message, NULL::VARCHAR AS mask_uri, 1.0 AS decode_ms,"
            + " 1.0 AS inference_ms)");
  }

  /** By the mean over pixels, not over classes: that would be 0.5 for the first. */
  @Test
  void theLowestMeanOverPixelsComesFirst() throws Exception {
    write(
        "class_areas",
        String.format(
            AREAS,
            "('sure', 0, 10, 0.4), ('half', 0, 100, 0.9), ('half', 1, 300, 0.1),"
                + " ('also sure', 2, 5, 0.4)"));
    assertThat(leastConfident(10), contains("void", "half", "also sure", "sure"));
    assertThat(leastConfident(2), contains("void", "half"));
    assertThat(leastConfident(0), is(List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"('sure', 0, 10, NULL::DOUBLE)", "('sure', 0, 1, 0.4), ('half', 0, 1, NULL)"})
  void confidencesThatWereNotMeasuredAreMissed(String rows) throws Exception {
    write("class_areas", String.format(AREAS, rows));
    assertNotMeasured();
  }

  /** As an earlier version wrote it. */
  @Test
  void aTableWithoutTheColumnHasNotMeasuredAny() throws Exception {
    write("class_areas", "SELECT 'sure' AS image_id, 0 AS class_id, 10 AS area_px");
    assertNotMeasured();
  }

  @Test
  void ifAllPixelsAreVoidNothingIsMissing() throws Exception {
    write("class_areas", String.format(AREAS, "('', 0, 0, 0.0)") + " LIMIT 0");
    assertThat(leastConfident(10), contains("also sure", "half", "sure", "void"));
  }

  private void assertNotMeasured() {
    UsageException e = assertThrows(UsageException.class, () -> leastConfident(10));
    assertThat(e.problems().get(0).code(), is(ProblemCode.CONFIDENCE_NOT_MEASURED));
  }

  private List<String> leastConfident(int limit) throws Exception {
    CommittedOutput output = Commits.commit(OutputLayout.at(directory.toString()));
    try (OutputDatabase database =
        OutputDatabase.open(
            output, new PrintStream(OutputStream.nullOutputStream(), true, UTF_8))) {
      return LeastConfident.imageIds(database, limit);
    }
  }

  private void write(String table, String query) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          String.format(
              "COPY (%s) TO '%s/tables/%s/part-0.parquet' (FORMAT parquet)",
              query, directory, table));
    }
  }
}
