// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.Table;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;

/** Writes the rows of a table to a fixed number of Parquet files, {@code part-*.parquet}. */
public final class WriteTable<RowT extends SpecificRecord>
    extends PTransform<PCollection<RowT>, PDone> {
  private static final long serialVersionUID = 1L;

  private final TableFiles<RowT> table;
  private final GroupKeys files;

  private WriteTable(TableFiles<RowT> table, GroupKeys files) {
    this.table = table;
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
    return new WriteTable<>(TableFiles.of(output, table, schema, files), GroupKeys.of(files));
  }

  @Override
  public PDone expand(PCollection<RowT> rows) {
    return rows.apply("ToBytes", ParDo.of(new ToBytes<>(table, files.groups())))
        .setCoder(WriteFiles.CODER)
        .apply("WriteFiles", WriteFiles.of(files, table));
  }

  private static final class ToBytes<RowT extends SpecificRecord>
      extends DoFn<RowT, KV<Integer, byte[]>> {
    private static final long serialVersionUID = 1L;

    private final TableFiles<RowT> table;
    private final int files;
    private transient RowChunks chunks;

    private ToBytes(TableFiles<RowT> table, int files) {
      this.table = table;
      this.files = files;
    }

    @StartBundle
    public void startBundle() {
      chunks = new RowChunks(files);
    }

    @ProcessElement
    public void process(@Element RowT row, OutputReceiver<KV<Integer, byte[]>> out)
        throws IOException {
      byte[] bytes = table.toBytes(row);
      chunks.add(table.fileOf(bytes), bytes, (file, chunk) -> out.output(KV.of(file, chunk)));
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context) throws IOException {
      chunks.flush(
          (file, chunk) ->
              context.output(
                  KV.of(file, chunk), GlobalWindow.INSTANCE.maxTimestamp(), GlobalWindow.INSTANCE));
    }
  }
}
