// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.testing;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The tables of a finished run, read by somebody else: DuckDB. */
public final class Tables implements AutoCloseable {
  private final Connection connection;

  private Tables(Connection connection) {
    this.connection = connection;
  }

  /** Opens the tables images, class_areas and class_coverage of an output directory. */
  public static Tables of(Path output) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = connection.createStatement()) {
      for (String table : List.of("images", "class_areas", "class_coverage")) {
        statement.execute(
            String.format(
                "CREATE VIEW %s AS SELECT * FROM read_parquet('%s')",
                table, output.resolve("tables").resolve(table).resolve("*.parquet")));
      }
    }
    return new Tables(connection);
  }

  /** The rows of a query, a line each, values separated by {@code |}. */
  public List<String> rows(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.append(i > 1 ? "|" : "").append(result.getString(i));
        }
        rows.add(row.toString());
      }
      return rows;
    }
  }

  /** The one value of a query that has one. */
  public String value(String sql) throws SQLException {
    List<String> rows = rows(sql);
    if (rows.size() != 1) {
      throw new IllegalArgumentException(sql + " has " + rows.size() + " rows");
    }
    return rows.get(0);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
