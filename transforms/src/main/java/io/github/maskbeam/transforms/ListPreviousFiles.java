// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.output.OutputFiles;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.OutputLayout.PerImage;
import io.github.maskbeam.schemas.PreviousFile;
import java.io.IOException;
import org.apache.beam.sdk.extensions.avro.coders.AvroCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/** Lists the masks and remembered failures that an output directory holds. */
final class ListPreviousFiles extends PTransform<PBegin, PCollection<PreviousFile>> {
  private static final long serialVersionUID = 1L;

  private final OutputLayout output;

  private ListPreviousFiles(OutputLayout output) {
    this.output = output;
  }

  static ListPreviousFiles of(OutputLayout output) {
    return new ListPreviousFiles(output);
  }

  @Override
  public PCollection<PreviousFile> expand(PBegin begin) {
    return begin
        .apply("Parts", Create.of(OutputFiles.PARTS))
        .apply("ListEarlier", ParDo.of(new ListFn(output)))
        .setCoder(AvroCoder.of(PreviousFile.class));
  }

  private static final class ListFn extends DoFn<String, PreviousFile> {
    private static final long serialVersionUID = 1L;

    private final OutputLayout output;

    private ListFn(OutputLayout output) {
      this.output = output;
    }

    @ProcessElement
    public void process(@Element String part, OutputReceiver<PreviousFile> out) throws IOException {
      list(PerImage.MASK, part, out);
      list(PerImage.FAILURE, part, out);
    }

    private void list(PerImage kind, String part, OutputReceiver<PreviousFile> out)
        throws IOException {
      boolean isMask = kind == PerImage.MASK;
      OutputFiles.list(output, kind, part, (id, uri) -> out.output(new PreviousFile(id, isMask)));
    }
  }
}
