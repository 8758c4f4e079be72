// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.schemas.EarlierFile;
import java.io.IOException;
import org.apache.beam.sdk.extensions.avro.coders.AvroCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/** Lists the masks and remembered failures that an output directory holds. */
final class EarlierFiles extends PTransform<PBegin, PCollection<EarlierFile>> {
  private static final long serialVersionUID = 1L;

  private final OutputLayout output;

  private EarlierFiles(OutputLayout output) {
    this.output = output;
  }

  static EarlierFiles of(OutputLayout output) {
    return new EarlierFiles(output);
  }

  @Override
  public PCollection<EarlierFile> expand(PBegin begin) {
    return begin
        .apply("Parts", Create.of(OutputFiles.PARTS))
        .apply("ListEarlier", ParDo.of(new ListFn(output)))
        .setCoder(AvroCoder.of(EarlierFile.class));
  }

  private static final class ListFn extends DoFn<String, EarlierFile> {
    private static final long serialVersionUID = 1L;

    private final OutputLayout output;

    private ListFn(OutputLayout output) {
      this.output = output;
    }

    @ProcessElement
    public void process(@Element String part, OutputReceiver<EarlierFile> out) throws IOException {
      OutputFiles.list(
          output.masks(), part, (id, uri) -> out.output(new EarlierFile(id, /* mask */ true)));
      OutputFiles.list(
          output.failures(), part, (id, uri) -> out.output(new EarlierFile(id, /* mask */ false)));
    }
  }
}
