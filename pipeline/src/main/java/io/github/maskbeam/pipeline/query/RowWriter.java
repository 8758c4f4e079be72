// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.query;

import java.io.IOException;
import java.util.List;

/** Writes a result row by row, without buffering it. */
interface RowWriter {
  /** Called before the first row. */
  void begin(List<Column> columns) throws IOException;

  /** Writes a row of plain values, see {@link Values}. */
  void row(List<Object> values) throws IOException;

  /** Called after the last row, also if there is none. */
  void end() throws IOException;

  /** A column of a result. */
  final class Column {
    private final String name;
    private final Alignment alignment;

    Column(String name, Alignment alignment) {
      this.name = name;
      this.alignment = alignment;
    }

    String name() {
      return name;
    }

    Alignment alignment() {
      return alignment;
    }
  }

  /** The alignment of a column. */
  enum Alignment {
    /** Text. */
    LEFT,
    /** Numbers. */
    RIGHT
  }
}
