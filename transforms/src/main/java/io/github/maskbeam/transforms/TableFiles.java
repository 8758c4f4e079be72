// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.Table;
import io.github.maskbeam.parquet.ParquetSink;
import io.github.maskbeam.parquet.RowBytes;
import io.github.maskbeam.parquet.RowOrder;
import io.github.maskbeam.storage.AtomicFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.beam.sdk.util.MimeTypes;

/**
 * The files of a table, {@code part-*.parquet}, each written whole or not at all. For one thread; a
 * deserialized copy is for another.
 */
final class TableFiles<RowT extends IndexedRecord> implements WriteFiles.FileWriter {
  private static final long serialVersionUID = 1L;

  /** Bytes of rows of a file that are sorted in memory, as much as a row group takes. */
  private static final long SORT_BYTES = 16L << 20;

  private final String directory;
  private final String temporary;
  private final String schemaJson;
  private final int files;
  private final ParquetSink<RowT> sink;
  private final RowOrder order;
  private final RowBytes<RowT> rowBytes;

  private TableFiles(
      String directory,
      String temporary,
      String schemaJson,
      int files,
      ParquetSink<RowT> sink,
      RowOrder order) {
    this.directory = directory;
    this.temporary = temporary;
    this.schemaJson = schemaJson;
    this.files = files;
    this.sink = sink;
    this.order = order;
    this.rowBytes = RowBytes.of(schemaJson);
  }

  /** The files of a table, whose schema does not depend on its rows. */
  static <RowT extends IndexedRecord> TableFiles<RowT> of(
      OutputLayout output, Table table, Schema schema, int files) {
    return of(output, table, schema.toString(), files);
  }

  /** The files of a table whose schema is given as JSON. */
  static <RowT extends IndexedRecord> TableFiles<RowT> of(
      OutputLayout output, Table table, String schemaJson, int files) {
    return new TableFiles<>(
        output.written(table),
        output.temporary(),
        schemaJson,
        files,
        ParquetSink.of(schemaJson),
        null);
  }

  /**
   * The same files, each of which has its rows in ascending order of a column, so that statistics
   * of row groups tell where its values are.
   */
  TableFiles<RowT> sortedBy(String column) {
    return new TableFiles<>(
        directory, temporary, schemaJson, files, sink, RowOrder.by(column, schemaJson));
  }

  /** The same files with a Bloom filter of a column of strings in each row group. */
  TableFiles<RowT> withBloomFilter(String column) {
    return new TableFiles<>(
        directory, temporary, schemaJson, files, sink.withBloomFilter(column), order);
  }

  /** The row of bytes that {@link #toBytes} gives. */
  RowT toRow(byte[] row) throws IOException {
    return rowBytes.toRow(row);
  }

  /**
   * The form in which rows are shuffled, a third of their size as objects. Rows have at least one
   * byte.
   */
  byte[] toBytes(RowT row) throws IOException {
    return rowBytes.toBytes(row);
  }

  /** The file of a row, given in bytes; rows are spread evenly over the files. */
  int fileOf(byte[] row) {
    int hash = Arrays.hashCode(row);
    return Math.floorMod(hash ^ (hash >>> 16), files);
  }

  @Override
  public void write(int file, Iterable<byte[]> elements) throws IOException {
    if (order == null) {
      write(file, out -> rows(elements, row -> out.write(toRow(row))));
      return;
    }
    try (RowSorter sorter = new RowSorter(order, SORT_BYTES)) {
      rows(elements, sorter::add);
      write(file, out -> sorter.forEach(row -> out.write(toRow(row))));
    }
  }

  private static void rows(Iterable<byte[]> chunks, RowChunks.RowConsumer out) throws IOException {
    for (byte[] chunk : chunks) {
      RowChunks.rows(chunk, out);
    }
  }

  /** Writes a file with the rows that are given to its sink. */
  void write(int file, Rows<RowT> rows) throws IOException {
    String name = String.format(Locale.ROOT, "part-%05d-of-%05d.parquet", file, files);
    AtomicFiles.write(directory + "/" + name, MimeTypes.BINARY, out -> write(rows, out), temporary);
  }

  private void write(Rows<RowT> rows, OutputStream out) throws IOException {
    sink.open(Channels.newChannel(out));
    rows.writeTo(sink);
    sink.flush();
  }

  /** Gives the rows of a file to its sink. */
  interface Rows<RowT extends IndexedRecord> {
    void writeTo(ParquetSink<RowT> sink) throws IOException;
  }
}
