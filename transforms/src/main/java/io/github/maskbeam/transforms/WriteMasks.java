// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.schemas.SegmentationResult;
import java.io.IOException;
import org.apache.beam.sdk.extensions.avro.coders.AvroCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Writes each mask to its place, whole or not at all, and passes on what was found in the image.
 *
 * <p>A mask that cannot be written is not its image's fault: it fails the bundle, and the runner
 * tries again.
 */
public final class WriteMasks
    extends PTransform<
        PCollection<KV<SegmentationResult, byte[]>>, PCollection<SegmentationResult>> {
  private static final long serialVersionUID = 1L;

  private final OutputLayout output;

  private WriteMasks(OutputLayout output) {
    this.output = output;
  }

  /** Writes into this output directory. */
  public static WriteMasks to(OutputLayout output) {
    return new WriteMasks(output);
  }

  @Override
  public PCollection<SegmentationResult> expand(
      PCollection<KV<SegmentationResult, byte[]>> masked) {
    return masked
        .apply("WriteMask", ParDo.of(new WriteFn(output)))
        .setCoder(AvroCoder.of(SegmentationResult.class));
  }

  private static final class WriteFn
      extends DoFn<KV<SegmentationResult, byte[]>, SegmentationResult> {
    private static final long serialVersionUID = 1L;

    private final OutputLayout output;

    private WriteFn(OutputLayout output) {
      this.output = output;
    }

    @ProcessElement
    public void process(
        @Element KV<SegmentationResult, byte[]> masked, OutputReceiver<SegmentationResult> out)
        throws IOException {
      WholeFiles.write(masked.getKey().getImage().getMaskUri(), masked.getValue(), output);
      out.output(masked.getKey());
    }
  }
}
