// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.query;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes CSV with a header line. Null is an empty field, an empty string is {@code ""}.
 *
 * <p>Source: RFC 4180, with UTF-8. Lines end in CR LF.
 */
final class CsvRows implements RowWriter {
  private static final String LINE_END = "\r\n";

  private final Writer out;

  CsvRows(Writer out) {
    this.out = out;
  }

  @Override
  public void begin(List<Column> columns) throws IOException {
    row(new ArrayList<>(columns.stream().map(Column::name).collect(Collectors.toList())));
  }

  @Override
  public void row(List<Object> values) throws IOException {
    String separator = "";
    for (Object value : values) {
      out.write(separator);
      out.write(value == null ? "" : field(Values.text(value)));
      separator = ",";
    }
    out.write(LINE_END);
  }

  @Override
  public void end() {
    // CSV has no footer.
  }

  private static String field(String text) {
    boolean needsQuotes =
        text.isEmpty()
            || text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return needsQuotes ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
