// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.Table;
import io.github.maskbeam.parquet.ParquetSink;
import io.github.maskbeam.parquet.RowBytes;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.transforms.Contextful;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Requirements;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;

/** Writes the rows of a table to a fixed number of Parquet files, {@code part-*.parquet}. */
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
   * @param schema the schema of all files, independent of the rows
   * @param files how many files to write in parallel; files without rows are written, too
   */
  public static <RowT extends SpecificRecord> WriteTable<RowT> of(
      OutputLayout output, Table table, Schema schema, int files) {
    return new WriteTable<>(output.table(table), output.temporary(), schema.toString(), files);
  }

  /**
   * Rows are shuffled as Avro bytes, a third of their size as objects. DirectRunner keeps all rows
   * of a run in memory until their file is written.
   *
   * <p>Windowing is ignored, as in Beam's TextIO by default. Otherwise Beam does not write files
   * without rows, and a table without rows must still be readable.
   */
  @SuppressWarnings("deprecation")
  @Override
  public PDone expand(PCollection<RowT> rows) {
    RowBytes<RowT> rowBytes = RowBytes.of(schemaJson);
    rows.apply("ToBytes", ParDo.of(new ToBytes<>(rowBytes)))
        .setCoder(ByteArrayCoder.of())
        .apply(
            "WriteParquet",
            FileIO.<byte[]>write()
                .via(
                    Contextful.fn((bytes, context) -> rowBytes.toRow(bytes), Requirements.empty()),
                    ParquetSink.<RowT>of(schemaJson))
                .to(directory)
                .withTempDirectory(temporary)
                .withPrefix("part")
                .withSuffix(".parquet")
                .withNumShards(files)
                .withIgnoreWindowing());
    return PDone.in(rows.getPipeline());
  }

  private static final class ToBytes<RowT extends SpecificRecord> extends DoFn<RowT, byte[]> {
    private static final long serialVersionUID = 1L;

    private final RowBytes<RowT> rowBytes;

    private ToBytes(RowBytes<RowT> rowBytes) {
      this.rowBytes = rowBytes;
    }

    @ProcessElement
    public void process(@Element RowT row, OutputReceiver<byte[]> out) throws IOException {
      out.output(rowBytes.toBytes(row));
    }
  }
}
