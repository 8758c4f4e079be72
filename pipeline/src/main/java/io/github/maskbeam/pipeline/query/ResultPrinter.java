// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.query;

import io.github.maskbeam.pipeline.progress.Progress;
import io.github.maskbeam.pipeline.query.AlignedRows.Cells;
import io.github.maskbeam.pipeline.query.RowWriter.Alignment;
import io.github.maskbeam.pipeline.query.RowWriter.Column;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Runs SQL and writes its result in UTF-8, independent of the platform's encoding. */
public final class ResultPrinter {
  private static final Set<Integer> NUMBERS =
      Set.of(
          Types.TINYINT,
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.REAL,
          Types.FLOAT,
          Types.DOUBLE,
          Types.DECIMAL,
          Types.NUMERIC);

  /** Integer types without a JDBC type. */
  private static final Set<String> LARGE_INTEGERS = Set.of("HUGEINT", "UHUGEINT", "UBIGINT");

  /** Rows between checks whether the reader has closed the stream. */
  private static final int ROWS_BETWEEN_CHECKS = 1000;

  private final OutputDatabase database;
  private final Format format;
  private final Formulas formulas;
  private final Cells cells;
  private final PrintStream out;
  private final PrintStream messages;

  /**
   * A printer.
   *
   * @param formulas for {@link Format#CSV}; other formats ignore it
   * @param display the kind of {@code out}
   * @param out for results only
   * @param messages for everything else
   */
  public ResultPrinter(
      OutputDatabase database,
      Format format,
      Formulas formulas,
      Progress.Display display,
      PrintStream out,
      PrintStream messages) {
    this.database = database;
    this.format = format;
    this.formulas = formulas;
    this.cells = display == Progress.Display.TERMINAL ? Cells.SHORTENED : Cells.WHOLE;
    this.out = out;
    this.messages = messages;
  }

  /**
   * Runs one or more statements, and writes the result of the last.
   *
   * @throws SQLException if DuckDB rejects the SQL; rows may have been written already
   */
  public void print(String sql) throws SQLException, IOException {
    try (Statement statement = database.statement()) {
      if (statement.execute(sql)) {
        try (ResultSet result = statement.getResultSet()) {
          write(result);
        }
      } else {
        int rows = statement.getUpdateCount();
        messages.println(rows < 0 ? "Done." : "Done, " + rows + " rows.");
      }
    }
  }

  private void write(ResultSet result) throws SQLException, IOException {
    Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    RowWriter writer = writer(text);
    try {
      writer.begin(columns(result.getMetaData()));
      long rows = 0;
      while (result.next()) {
        writer.row(Values.row(result));
        rows++;
        if (rows % ROWS_BETWEEN_CHECKS == 0 && out.checkError()) {
          return;
        }
      }
      writer.end();
      if (rows == 0) {
        messages.println("No rows.");
      }
    } finally {
      text.flush();
    }
  }

  private RowWriter writer(Writer text) throws IOException {
    switch (format) {
      case TABLE:
        return new AlignedRows(text, cells);
      case CSV:
        return new CsvRows(text, formulas);
      case JSON:
        return new JsonRows(text);
      case MARKDOWN:
        return new MarkdownRows(text);
    }
    throw new AssertionError(format);
  }

  private static List<Column> columns(ResultSetMetaData result) throws SQLException {
    List<Column> columns = new ArrayList<>();
    for (int i = 1; i <= result.getColumnCount(); i++) {
      boolean isNumber =
          NUMBERS.contains(result.getColumnType(i))
              || LARGE_INTEGERS.contains(result.getColumnTypeName(i));
      columns.add(
          new Column(result.getColumnLabel(i), isNumber ? Alignment.RIGHT : Alignment.LEFT));
    }
    return columns;
  }
}
