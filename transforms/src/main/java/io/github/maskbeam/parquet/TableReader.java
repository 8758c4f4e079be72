// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.parquet;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Collection;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;

/** Reads the rows of a table from its Parquet files. */
public final class TableReader {
  private TableReader() {}

  /**
   * Passes each row of a table to the consumer, file by file.
   *
   * @param files of the table
   * @throws IOException if there are no files, or one of them cannot be read
   */
  public static <RowT extends SpecificRecord> void read(
      Collection<MatchResult.Metadata> files, Schema schema, Consumer<RowT> consumer)
      throws IOException {
    if (files.isEmpty()) {
      // A table without rows has files, too.
      throw new FileNotFoundException("The table has no files");
    }
    for (MatchResult.Metadata file : files) {
      try (ParquetReader<RowT> reader =
          AvroParquetReader.<RowT>builder(StoredInputFile.of(file), new PlainParquetConfiguration())
              .withDataModel(SpecificData.getForSchema(schema))
              .withCodecFactory(new ZstdCodecFactory())
              .build()) {
        for (RowT row = reader.read(); row != null; row = reader.read()) {
          consumer.accept(row);
        }
      }
    }
  }

  /**
   * The number of rows in a file, from its footer.
   *
   * @throws IOException if the footer cannot be read
   */
  public static long countRows(MatchResult.Metadata file) throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            StoredInputFile.of(file),
            ParquetReadOptions.builder(new PlainParquetConfiguration()).build())) {
      return reader.getRecordCount();
    }
  }
}
