// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.sources;

import io.github.maskbeam.sources.Manifest.Packing;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * The rows of a manifest with columns. A file is read from its start to its end, row by row, so
 * memory does not grow with it. Each call opens the file anew; implementations are immutable.
 */
public interface ManifestTable {
  /** The table in a file, which is not opened yet. */
  static ManifestTable of(String uri, ManifestFormat format, Packing packing) {
    switch (format) {
      case TEXT:
        throw new IllegalArgumentException("Text has no columns");
      case CSV:
        return new CsvTable(uri, packing, CsvTable.COMMA);
      case TSV:
        return new CsvTable(uri, packing, CsvTable.TAB);
      case JSONL:
        return new JsonLinesTable(uri, packing);
      case PARQUET:
        return new ParquetTable(uri);
    }
    throw new AssertionError(format);
  }

  /**
   * The names of the columns, in the order of the file. Of JSON lines, those of the first object.
   *
   * @throws MalformedManifestException if the file violates its format
   * @throws java.nio.charset.CharacterCodingException if text is not in UTF-8
   * @throws IOException if the file cannot be read
   */
  List<String> columns() throws IOException;

  /**
   * The names of all columns with the Avro schemas of their values, without null. May read all
   * rows.
   *
   * @return without schema for a column whose values have no common type that is supported
   * @throws MalformedManifestException if the file violates its format
   * @throws IOException if the file cannot be read
   */
  Map<String, Optional<Schema>> schemas() throws IOException;

  /**
   * Reads all rows.
   *
   * @param names the columns to read, which the file has
   * @throws MalformedManifestException if the file violates its format; earlier rows have been
   *     passed on
   * @throws java.nio.charset.CharacterCodingException if text is not in UTF-8
   * @throws IOException if the file cannot be read, or the consumer throws it
   */
  void read(List<String> names, RowConsumer consumer) throws IOException;

  /** Receives rows. */
  interface RowConsumer {
    /**
     * Accepts a row.
     *
     * @param row its place in the file
     * @param values in the order of the names, null where the row has none; valid during the call
     */
    void accept(RowPlace row, Object[] values) throws IOException;
  }
}
