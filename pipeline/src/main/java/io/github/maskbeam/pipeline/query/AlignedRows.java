// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.query;

import io.github.maskbeam.errors.VisibleText;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes an aligned text table, numbers right-aligned. Column widths are computed from the first
 * 1,000 rows, so that the result is not buffered; a longer value in a later row exceeds its column.
 */
final class AlignedRows implements RowWriter {
  private static final int MEASURED_ROWS = 1000;
  private static final int LONGEST_CELL = 64;
  private static final String ELLIPSIS = "...";
  private static final String GAP = "  ";

  /** A multi-line text such as a query plan, formatted by DuckDB. */
  private static final List<String> PLAN = List.of("explain_key", "explain_value");

  private final Writer out;
  private final Cells cells;
  private final List<List<String>> waiting = new ArrayList<>();
  private List<Column> columns = List.of();
  private int[] widths;

  AlignedRows(Writer out, Cells cells) {
    this.out = out;
    this.cells = cells;
  }

  @Override
  public void begin(List<Column> resultColumns) {
    columns = resultColumns;
  }

  @Override
  public void row(List<Object> values) throws IOException {
    List<String> row = values.stream().map(this::cell).collect(Collectors.toList());
    if (widths != null) {
      write(row);
      return;
    }
    waiting.add(row);
    if (waiting.size() == MEASURED_ROWS) {
      writeWaiting();
    }
  }

  @Override
  public void end() throws IOException {
    if (widths == null) {
      writeWaiting();
    }
  }

  private void writeWaiting() throws IOException {
    List<String> names =
        columns.stream()
            .map(column -> VisibleText.line(column.name()))
            .collect(Collectors.toList());
    widths = new int[columns.size()];
    measure(names);
    waiting.forEach(this::measure);
    if (!isPlan()) {
      write(names);
    }
    for (List<String> row : waiting) {
      write(row);
    }
    waiting.clear();
  }

  private void measure(List<String> row) {
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], length(row.get(i)));
    }
  }

  private void write(List<String> row) throws IOException {
    StringBuilder line = new StringBuilder();
    if (isPlan()) {
      line.append(row.get(1));
    } else {
      for (int i = 0; i < widths.length; i++) {
        String padding = " ".repeat(Math.max(0, widths[i] - length(row.get(i))));
        line.append(i == 0 ? "" : GAP);
        if (columns.get(i).alignment() == Alignment.RIGHT) {
          line.append(padding).append(row.get(i));
        } else {
          line.append(row.get(i)).append(padding);
        }
      }
    }
    out.write(line.toString().stripTrailing());
    out.write('\n');
  }

  private boolean isPlan() {
    return columns.stream().map(Column::name).collect(Collectors.toList()).equals(PLAN);
  }

  private String cell(Object value) {
    String text = Values.text(value);
    return isPlan() ? VisibleText.lines(text) : shortened(VisibleText.line(text));
  }

  /** Omits the middle, because the end of a path identifies the file. */
  private String shortened(String text) {
    if (cells == Cells.WHOLE || length(text) <= LONGEST_CELL) {
      return text;
    }
    int kept = LONGEST_CELL - ELLIPSIS.length();
    int head = kept / 3;
    return text.substring(0, text.offsetByCodePoints(0, head))
        + ELLIPSIS
        + text.substring(text.offsetByCodePoints(text.length(), head - kept));
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** How to print long values. */
  enum Cells {
    /** In full, for output that is searched or copied. */
    WHOLE,
    /** Without their middle, to fit a terminal. */
    SHORTENED
  }
}
