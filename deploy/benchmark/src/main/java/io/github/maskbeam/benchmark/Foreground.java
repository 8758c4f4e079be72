// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;

/** Shows whether two contenders segmented alike. */
final class Foreground {
  private Foreground() {}

  /** The number of pixels of a run that are not background, from its tables or what it printed. */
  static long px(Path output, Path log) throws IOException {
    Path tables = output.resolve("tables");
    if (!Files.exists(tables)) {
      try (Stream<String> lines = Files.lines(log)) {
        return lines.filter(line -> line.matches("\\d+")).mapToLong(Long::parseLong).sum();
      }
    }
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet sum =
            statement.executeQuery(
                String.format(
                    "SELECT sum(area_px) FROM read_parquet('%s/class_coverage/*.parquet')"
                        + " WHERE class_id > 0",
                    tables))) {
      sum.next();
      return sum.getLong(1);
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }
}
