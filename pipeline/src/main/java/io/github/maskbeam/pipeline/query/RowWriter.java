// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.query;

import java.io.IOException;
import java.util.List;

/** Writes one result, row by row; rows are not held, so that a result may be of any size. */
interface RowWriter {
  /** Before all rows. */
  void begin(List<Column> columns) throws IOException;

  /** One row of plain values, see {@link Values}. */
  void row(List<Object> values) throws IOException;

  /** After all rows, also where there was none. */
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

  /** Where people look for a column's values. */
  enum Alignment {
    /** Text. */
    LEFT,
    /** Numbers. */
    RIGHT
  }
}
