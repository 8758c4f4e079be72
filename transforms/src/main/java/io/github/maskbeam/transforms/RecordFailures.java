// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.output.FailureFiles;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.schemas.SegmentationResult;
import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;

/**
 * Records each failed image in the output, so that a later run does not try it again, and deletes
 * the mask that the image had before it changed.
 */
public final class RecordFailures extends PTransform<PCollection<SegmentationResult>, PDone> {
  private static final long serialVersionUID = 1L;

  private final OutputLayout output;

  private RecordFailures(OutputLayout output) {
    this.output = output;
  }

  /** Records failures in this output directory. */
  public static RecordFailures to(OutputLayout output) {
    return new RecordFailures(output);
  }

  @Override
  public PDone expand(PCollection<SegmentationResult> failed) {
    failed.apply("RecordFailure", ParDo.of(new RecordFn(output)));
    return PDone.in(failed.getPipeline());
  }

  private static final class RecordFn extends DoFn<SegmentationResult, Void> {
    private static final long serialVersionUID = 1L;

    private final OutputLayout output;

    private RecordFn(OutputLayout output) {
      this.output = output;
    }

    @ProcessElement
    public void process(@Element SegmentationResult failed) throws IOException {
      FailureFiles.write(output, failed);
    }
  }
}
