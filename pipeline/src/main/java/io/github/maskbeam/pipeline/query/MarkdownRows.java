// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.query;

import io.github.maskbeam.errors.VisibleText;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Writes a table in GitHub Flavored Markdown; Markdown and HTML syntax in values is escaped. */
final class MarkdownRows implements RowWriter {
  private final Writer out;

  MarkdownRows(Writer out) {
    this.out = out;
  }

  @Override
  public void begin(List<Column> columns) throws IOException {
    for (Column column : columns) {
      out.write("| " + escaped(column.name()) + " ");
    }
    out.write("|\n");
    for (Column column : columns) {
      out.write(column.alignment() == Alignment.RIGHT ? "|---:" : "|---");
    }
    out.write("|\n");
  }

  @Override
  public void row(List<Object> values) throws IOException {
    for (Object value : values) {
      out.write("| " + escaped(Values.text(value)) + " ");
    }
    out.write("|\n");
  }

  @Override
  public void end() {
    // A Markdown table has no footer.
  }

  private static String escaped(String text) {
    return VisibleText.lines(text.replaceAll("\r\n?", "\n"))
        .replace("\\", "\\\\")
        .replace("|", "\\|")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace("\n", "<br>");
  }
}
