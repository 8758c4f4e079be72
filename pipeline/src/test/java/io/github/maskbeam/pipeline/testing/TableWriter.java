// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.avro.Schema;

/** Writes a table anew with DuckDB, as somebody does who tampers with an output. */
public final class TableWriter {
  private TableWriter() {}

  /**
   * Puts the rows of a query over the table {@code rows} in place of a table's rows.
   *
   * @param table the table's directory, which must have Parquet files
   * @param schema what the file says of its rows, by which Avro knows the class to read them into
   */
  public static void rewrite(Path table, Schema schema, String query)
      throws IOException, SQLException {
    Path rewritten = table.resolveSibling("rewritten.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE rows AS FROM read_parquet('" + table + "/*.parquet')");
      statement.execute(
          String.format(
              "COPY (%s) TO '%s' (FORMAT parquet, COMPRESSION zstd,"
                  + " KV_METADATA {'parquet.avro.schema': '%s'})",
              query, rewritten, schema.toString().replace("'", "''")));
    }
    for (String file : MaskFiles.below(table)) {
      Files.delete(table.resolve(file));
    }
    Files.move(rewritten, table.resolve("part-0.parquet"));
  }
}
