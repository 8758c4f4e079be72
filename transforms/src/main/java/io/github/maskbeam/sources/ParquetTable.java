// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.sources;

import io.github.maskbeam.parquet.ForeignTable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/** A manifest in Parquet. Values are those of {@link ForeignTable}. */
final class ParquetTable implements ManifestTable {
  private final ForeignTable table;

  ParquetTable(String uri) {
    this.table = ForeignTable.of(uri);
  }

  @Override
  public List<String> columns() throws IOException {
    return table.columns();
  }

  @Override
  public Map<String, Optional<Schema>> schemas() throws IOException {
    return table.schemas();
  }

  @Override
  public void read(List<String> names, RowConsumer consumer) throws IOException {
    long[] row = new long[1];
    table.read(
        names,
        values -> {
          row[0]++;
          consumer.accept(RowPlace.row(row[0]), values);
        });
  }
}
