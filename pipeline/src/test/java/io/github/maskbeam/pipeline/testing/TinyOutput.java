// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.testing;

import io.github.maskbeam.output.CommittedOutput;
import io.github.maskbeam.output.OutputLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The tables of an output, written by DuckDB in a moment, with the columns that questions need:
 * images a/field.jpg, b/field.jpg and sky.jpg, classes background, sky and water.
 */
public final class TinyOutput {
  private TinyOutput() {}

  /** Writes the tables below a directory. */
  public static CommittedOutput in(Path directory) throws IOException, SQLException {
    write(
        directory.resolve("tables/images"),
        "SELECT md5(name) AS image_id, '/photos/' || name AS image_uri, 'SUCCEEDED' AS status,"
            + " NULL::VARCHAR AS failure_code, NULL::VARCHAR AS failure_stage,"
            + " NULL::VARCHAR AS failure_message, NULL::VARCHAR AS mask_uri,"
            + " 1.0 AS decode_ms, 1.0 AS inference_ms"
            + " FROM (VALUES ('a/field.jpg'), ('b/field.jpg'), ('sky.jpg')) AS names(name)");
    write(directory.resolve("tables/class_areas"), "SELECT '' AS image_id, 0 AS class_id LIMIT 0");
    write(
        directory.resolve("tables/class_coverage"),
        "FROM (VALUES (0, 'background'), (1, 'sky'), (2, 'water')) AS c(class_id, class_name)");
    return Commits.commit(OutputLayout.at(directory.toString()));
  }

  private static void write(Path table, String query) throws IOException, SQLException {
    Files.createDirectories(table);
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          String.format("COPY (%s) TO '%s/part-0.parquet' (FORMAT parquet)", query, table));
    }
  }
}
