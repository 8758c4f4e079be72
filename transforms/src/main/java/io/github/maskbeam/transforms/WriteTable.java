// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;

/** Writes the rows of one table to a fixed number of Parquet files, {@code part-*.parquet}. */
public final class WriteTable<RowT extends SpecificRecord>
    extends PTransform<PCollection<RowT>, PDone> {
  private static final long serialVersionUID = 1L;

  private final String directory;
  private final String temporary;
  private final String schemaJson;
  private final int files;

  private WriteTable(String directory, String temporary, String schemaJson, int files) {
    this.directory = directory;
    this.temporary = temporary;
    this.schemaJson = schemaJson;
    this.files = files;
  }

  /**
   * Writes a table.
   *
   * @param schema the one schema of all its files, whatever rows come
   * @param files how many files, written in parallel; also without rows they are all written
   */
  public static <RowT extends SpecificRecord> WriteTable<RowT> of(
      OutputLayout output, OutputLayout.Table table, Schema schema, int files) {
    return new WriteTable<>(output.table(table), output.temporary(), schema.toString(), files);
  }

  /**
   * Beam wants windows respected, but only a write that ignores them makes files for shards without
   * rows. They must be there: a table without rows is to be read like any other, and a second run
   * is to replace each file of the first.
   */
  @Override
  @SuppressWarnings("deprecation")
  public PDone expand(PCollection<RowT> rows) {
    Schema schema = new Schema.Parser().parse(schemaJson);
    rows.apply(
        "WriteParquet",
        FileIO.<RowT>write()
            .via(ParquetSink.of(schema))
            .to(directory)
            .withTempDirectory(temporary)
            .withPrefix("part")
            .withSuffix(".parquet")
            .withNumShards(files)
            .withIgnoreWindowing());
    return PDone.in(rows.getPipeline());
  }
}
