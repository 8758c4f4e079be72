// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.query;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes CSV with a header line. Null is an empty field, an empty string is {@code ""}.
 *
 * <p>Source: RFC 4180, with UTF-8. Lines end in CR LF.
 *
 * <p>A cell of text that a spreadsheet would run as a formula is exact or safe, see {@link
 * Formulas}.
 */
final class CsvRows implements RowWriter {
  private static final String LINE_END = "\r\n";

  /** The characters that begin a formula, or that spreadsheets remove from before one. */
  private static final String FORMULA_STARTS = "=+-@\t\r";

  private final Writer out;
  private final Formulas formulas;
  private List<Column> columns = List.of();

  CsvRows(Writer out, Formulas formulas) {
    this.out = out;
    this.formulas = formulas;
  }

  @Override
  public void begin(List<Column> resultColumns) throws IOException {
    columns = resultColumns;
    List<String> names = new ArrayList<>();
    for (Column column : columns) {
      names.add(field(safe(column.name())));
    }
    write(names);
  }

  @Override
  public void row(List<Object> values) throws IOException {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      String text = Values.text(values.get(i));
      boolean isNumber = columns.get(i).alignment() == Alignment.RIGHT;
      fields.add(values.get(i) == null ? "" : field(isNumber ? text : safe(text)));
    }
    write(fields);
  }

  @Override
  public void end() {
    // CSV has no footer.
  }

  private void write(List<String> fields) throws IOException {
    out.write(String.join(",", fields));
    out.write(LINE_END);
  }

  private String safe(String text) {
    boolean isFormula = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
    return isFormula && formulas == Formulas.QUOTED ? "'" + text : text;
  }

  private static String field(String text) {
    boolean needsQuotes =
        text.isEmpty()
            || text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return needsQuotes ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
