// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import io.github.maskbeam.output.Table;
import io.github.maskbeam.output.TableSet;
import io.github.maskbeam.parquet.TableReader;
import io.github.maskbeam.schemas.ClassCoverageRow;
import io.github.maskbeam.schemas.LabelMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The labels of a finished run. */
final class RunLabels {
  private RunLabels() {}

  /** Table class_coverage has a row for each class of the model. */
  static LabelMap of(TableSet tables) throws IOException {
    TreeMap<Integer, String> names = new TreeMap<>();
    TableReader.<ClassCoverageRow>read(
        tables.files(Table.CLASS_COVERAGE),
        ClassCoverageRow.getClassSchema(),
        row -> names.put(row.getClassId(), row.getClassName()));
    List<String> byId = new ArrayList<>();
    LabelMap unnamed = LabelMap.numbered(1);
    for (int id = 0; id <= names.lastKey(); id++) {
      byId.add(names.getOrDefault(id, unnamed.name(id)));
    }
    return LabelMap.of(byId);
  }
}
