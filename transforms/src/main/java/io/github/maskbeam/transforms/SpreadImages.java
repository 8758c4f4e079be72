// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.schemas.ListedImage;
import io.github.maskbeam.schemas.SegmentationResult;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Deals images out to the subtasks of Flink, one after the other. Each subtask gets as many as the
 * others, which grouping by a hash of the image achieves only for very many images. {@link
 * Reshuffle#viaRandomKey} is no better than such a hash.
 */
public final class SpreadImages
    extends PTransform<
        PCollection<KV<ListedImage, SegmentationResult>>,
        PCollection<KV<ListedImage, SegmentationResult>>> {
  private static final long serialVersionUID = 1L;

  private final GroupKeys groups;

  private SpreadImages(GroupKeys groups) {
    this.groups = groups;
  }

  /** Deals out to these groups, of which each subtask has as many as the others. */
  public static SpreadImages over(GroupKeys groups) {
    return new SpreadImages(groups);
  }

  @Override
  public PCollection<KV<ListedImage, SegmentationResult>> expand(
      PCollection<KV<ListedImage, SegmentationResult>> images) {
    return images
        .apply("Deal", ParDo.of(new Deal(groups)))
        .setCoder(KvCoder.of(VarIntCoder.of(), ReuseResults.CODER))
        .apply("Reshuffle", Reshuffle.of())
        .apply("Images", Values.create());
  }

  private static final class Deal
      extends DoFn<
          KV<ListedImage, SegmentationResult>, KV<Integer, KV<ListedImage, SegmentationResult>>> {
    private static final long serialVersionUID = 1L;

    private final GroupKeys groups;
    private transient int next;

    private Deal(GroupKeys groups) {
      this.groups = groups;
    }

    /** Not all instances start with the same subtask, which would get more of the last images. */
    @StartBundle
    public void startBundle() {
      next = System.identityHashCode(this);
    }

    @ProcessElement
    public void process(
        @Element KV<ListedImage, SegmentationResult> image,
        OutputReceiver<KV<Integer, KV<ListedImage, SegmentationResult>>> out) {
      out.output(KV.of(groups.keyOfHash(next), image));
      next++;
    }
  }
}
