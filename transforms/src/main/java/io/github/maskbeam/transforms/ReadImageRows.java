// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.parquet.TableReader;
import io.github.maskbeam.schemas.ImageRow;
import java.io.IOException;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.extensions.avro.coders.AvroCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/** Reads table images of a finished run. */
public final class ReadImageRows extends PTransform<PBegin, PCollection<ImageRow>> {
  private static final long serialVersionUID = 1L;

  private final String directory;

  private ReadImageRows(String directory) {
    this.directory = directory;
  }

  /** Reads from this output directory. */
  public static ReadImageRows of(OutputLayout output) {
    return new ReadImageRows(output.table(OutputLayout.Table.IMAGES));
  }

  @Override
  public PCollection<ImageRow> expand(PBegin begin) {
    return begin
        .apply("Table", Create.of(directory).withCoder(StringUtf8Coder.of()))
        .apply("ReadRows", ParDo.of(new ReadFn()))
        .setCoder(AvroCoder.of(ImageRow.class));
  }

  private static final class ReadFn extends DoFn<String, ImageRow> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(@Element String table, OutputReceiver<ImageRow> out) throws IOException {
      TableReader.read(table, ImageRow.getClassSchema(), out::output);
    }
  }
}
