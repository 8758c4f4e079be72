// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.Table;
import io.github.maskbeam.parquet.ParquetSink;
import io.github.maskbeam.parquet.RowBytes;
import io.github.maskbeam.storage.AtomicFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.Impulse;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.util.MimeTypes;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PDone;

/** Writes the rows of a table to a fixed number of Parquet files, {@code part-*.parquet}. */
public final class WriteTable<RowT extends SpecificRecord>
    extends PTransform<PCollection<RowT>, PDone> {
  private static final long serialVersionUID = 1L;

  /** Rows are longer: they have at least one byte per column. */
  private static final byte[] NO_ROW = {};

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
   * <p>Beam's FileIO does the same in 30 steps per table, each of which costs start-up time, also
   * of a small run. It moves files to their places when all are complete; here each file is moved
   * when it is complete, since run.json commits them.
   */
  @Override
  public PDone expand(PCollection<RowT> rows) {
    KvCoder<Integer, byte[]> coder = KvCoder.of(VarIntCoder.of(), ByteArrayCoder.of());
    RowBytes<RowT> rowBytes = RowBytes.of(schemaJson);
    // A table without rows must be readable, too, so each file has an element that is no row.
    PCollection<KV<Integer, byte[]>> noRows =
        rows.getPipeline()
            .begin()
            .apply("Start", Impulse.create())
            .apply("Files", ParDo.of(new Files(files)))
            .setCoder(coder);
    PCollectionList.of(noRows)
        .and(rows.apply("ToBytes", ParDo.of(new ToBytes<>(rowBytes, files))).setCoder(coder))
        .apply("RowsOfFiles", Flatten.pCollections())
        .apply("GroupByFile", GroupByKey.create())
        .apply("WriteFile", ParDo.of(new WriteFile<>(this, rowBytes)));
    return PDone.in(rows.getPipeline());
  }

  /** Create would do the same as a source, which takes more steps. */
  private static final class Files extends DoFn<byte[], KV<Integer, byte[]>> {
    private static final long serialVersionUID = 1L;

    private final int files;

    private Files(int files) {
      this.files = files;
    }

    @ProcessElement
    public void process(OutputReceiver<KV<Integer, byte[]>> out) {
      for (int file = 0; file < files; file++) {
        out.output(KV.of(file, NO_ROW));
      }
    }
  }

  private static final class ToBytes<RowT extends SpecificRecord>
      extends DoFn<RowT, KV<Integer, byte[]>> {
    private static final long serialVersionUID = 1L;

    private final RowBytes<RowT> rowBytes;
    private final int files;

    private ToBytes(RowBytes<RowT> rowBytes, int files) {
      this.rowBytes = rowBytes;
      this.files = files;
    }

    @ProcessElement
    public void process(@Element RowT row, OutputReceiver<KV<Integer, byte[]>> out)
        throws IOException {
      byte[] bytes = rowBytes.toBytes(row);
      int hash = Arrays.hashCode(bytes);
      out.output(KV.of(Math.floorMod(hash ^ (hash >>> 16), files), bytes));
    }
  }

  private static final class WriteFile<RowT extends SpecificRecord>
      extends DoFn<KV<Integer, Iterable<byte[]>>, Void> {
    private static final long serialVersionUID = 1L;

    private final WriteTable<RowT> table;
    private final RowBytes<RowT> rowBytes;

    private WriteFile(WriteTable<RowT> table, RowBytes<RowT> rowBytes) {
      this.table = table;
      this.rowBytes = rowBytes;
    }

    @ProcessElement
    public void process(@Element KV<Integer, Iterable<byte[]>> file) throws IOException {
      String name =
          String.format(Locale.ROOT, "part-%05d-of-%05d.parquet", file.getKey(), table.files);
      AtomicFiles.write(
          table.directory + "/" + name,
          MimeTypes.BINARY,
          out -> write(file.getValue(), out),
          table.temporary);
    }

    private void write(Iterable<byte[]> rows, OutputStream out) throws IOException {
      ParquetSink<RowT> sink = ParquetSink.of(table.schemaJson);
      sink.open(Channels.newChannel(out));
      for (byte[] bytes : rows) {
        if (bytes.length > 0) {
          sink.write(rowBytes.toRow(bytes));
        }
      }
      sink.flush();
    }
  }
}
