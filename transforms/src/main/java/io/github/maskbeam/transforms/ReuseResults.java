// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.output.PreviousResults;
import io.github.maskbeam.schemas.ImageStatus;
import io.github.maskbeam.schemas.ListedImage;
import io.github.maskbeam.schemas.SegmentationResult;
import io.github.maskbeam.segment.SegmentJob;
import io.github.maskbeam.storage.FileMetadata;
import io.github.maskbeam.transforms.metrics.ImageMetrics;
import java.io.IOException;
import java.util.Optional;
import org.apache.beam.sdk.extensions.avro.coders.AvroCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Separates the images whose result is in the output already from those that are to be segmented.
 *
 * <p>A result is reused if image, model and configuration are unchanged: a mask always, a recorded
 * failure unless {@link SegmentJob#retryFailed}.
 */
public final class ReuseResults extends PTransform<PCollection<ListedImage>, PCollectionTuple> {
  private static final long serialVersionUID = 1L;

  /** Images that have a mask: their results, read from it. */
  public static final TupleTag<SegmentationResult> SUCCEEDED = new TupleTag<>("succeeded") {};

  /** Images that failed in a previous run and are not tried again: their results. */
  public static final TupleTag<SegmentationResult> FAILED = new TupleTag<>("failed") {};

  /** Images to segment. */
  public static final TupleTag<ListedImage> TO_DO = new TupleTag<>("to_do") {};

  private final SegmentJob job;

  private ReuseResults(SegmentJob job) {
    this.job = job;
  }

  /** Reuses results in the output of this job that were made with its model and configuration. */
  public static ReuseResults of(SegmentJob job) {
    return new ReuseResults(job);
  }

  @Override
  public PCollectionTuple expand(PCollection<ListedImage> images) {
    PCollectionTuple separated =
        images.apply(
            "ReuseResult",
            ParDo.of(new ReuseFn(job))
                .withOutputTags(TO_DO, TupleTagList.of(SUCCEEDED).and(FAILED)));
    separated.get(TO_DO).setCoder(AvroCoder.of(ListedImage.class));
    separated.get(SUCCEEDED).setCoder(AvroCoder.of(SegmentationResult.class));
    separated.get(FAILED).setCoder(AvroCoder.of(SegmentationResult.class));
    return separated;
  }

  private static final class ReuseFn extends DoFn<ListedImage, ListedImage> {
    private static final long serialVersionUID = 1L;

    private final SegmentJob job;
    private final ImageMetrics metrics = new ImageMetrics();
    private transient PreviousResults previous;

    private ReuseFn(SegmentJob job) {
      this.job = job;
    }

    @Setup
    public void setUp() {
      previous = PreviousResults.of(job.output(), job.modelSha256(), job.configSha256());
      if (job.retryFailed()) {
        previous = previous.withoutFailures();
      }
    }

    @ProcessElement
    public void process(@Element ListedImage listed, MultiOutputReceiver out) throws IOException {
      ListedImage image = FileMetadata.completed(listed);
      Optional<SegmentationResult> result = previous.find(image);
      if (result.isEmpty()) {
        previous.forget(image);
        out.get(TO_DO).output(image);
        return;
      }
      ImageStatus status = ImageStatus.valueOf(result.get().getImage().getStatus());
      metrics.reused(status);
      out.get(status == ImageStatus.SUCCEEDED ? SUCCEEDED : FAILED).output(result.get());
    }
  }
}
