// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.schemas.ListedImage;
import io.github.maskbeam.schemas.SegmentationResult;
import java.util.List;
import org.apache.beam.sdk.coders.VoidCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * Passes elements on once all of them have been computed: they wait for a side input that is
 * computed from all of them, and empty. A grouping would wait as well, but copy all elements.
 */
final class AwaitAll
    extends PTransform<
        PCollection<KV<ListedImage, SegmentationResult>>,
        PCollection<KV<ListedImage, SegmentationResult>>> {
  private static final long serialVersionUID = 1L;

  @Override
  public PCollection<KV<ListedImage, SegmentationResult>> expand(
      PCollection<KV<ListedImage, SegmentationResult>> elements) {
    PCollectionView<List<Void>> all =
        elements
            .apply("Nothing", ParDo.of(new Nothing()))
            .setCoder(VoidCoder.of())
            .apply("All", View.asList());
    return elements
        .apply("Await", ParDo.of(new PassOn()).withSideInputs(all))
        .setCoder(elements.getCoder());
  }

  private static final class Nothing extends DoFn<KV<ListedImage, SegmentationResult>, Void> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process() {}
  }

  private static final class PassOn
      extends DoFn<KV<ListedImage, SegmentationResult>, KV<ListedImage, SegmentationResult>> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(
        @Element KV<ListedImage, SegmentationResult> element,
        OutputReceiver<KV<ListedImage, SegmentationResult>> out) {
      out.output(element);
    }
  }
}
