// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.output.MaskNames;
import io.github.maskbeam.output.PreviousResults;
import io.github.maskbeam.schemas.ImageStatus;
import io.github.maskbeam.schemas.ListedImage;
import io.github.maskbeam.schemas.SegmentationResult;
import io.github.maskbeam.segment.SegmentJob;
import io.github.maskbeam.storage.FileMetadata;
import io.github.maskbeam.transforms.metrics.ImageMetrics;
import java.io.IOException;
import java.util.Optional;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.extensions.avro.coders.AvroCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Adds to each image its result of an earlier run, which is in the output already. Images are in
 * the global window.
 *
 * <p>A result is reused if image, model and configuration are unchanged: a mask always, a recorded
 * failure unless {@link SegmentJob#retryFailed}. It is null for images that are to be segmented.
 *
 * <p>If masks are named by stem, nothing is passed on until all images have been looked up. So a
 * name that cannot be used fails the job before the first mask is written.
 *
 * <p>There is one output for both kinds of images, because on Flink each of several outputs of a
 * step becomes a stage of its own, which copies all elements.
 */
public final class ReuseResults
    extends PTransform<PCollection<ListedImage>, PCollection<KV<ListedImage, SegmentationResult>>> {
  private static final long serialVersionUID = 1L;

  /** The coder of images with their results. */
  static final KvCoder<ListedImage, SegmentationResult> CODER =
      KvCoder.of(
          AvroCoder.specific(ListedImage.class),
          NullableCoder.of(AvroCoder.specific(SegmentationResult.class)));

  private final SegmentJob job;

  private ReuseResults(SegmentJob job) {
    this.job = job;
  }

  /** Reuses results in the output of this job that were made with its model and configuration. */
  public static ReuseResults of(SegmentJob job) {
    return new ReuseResults(job);
  }

  @Override
  public PCollection<KV<ListedImage, SegmentationResult>> expand(PCollection<ListedImage> images) {
    PCollection<KV<ListedImage, SegmentationResult>> results =
        images.apply("ReuseResult", ParDo.of(new ReuseFn(job))).setCoder(CODER);
    return job.output().maskNames() == MaskNames.STEM
        ? results.apply("AwaitMaskNames", new AwaitAll())
        : results;
  }

  private static final class ReuseFn
      extends DoFn<ListedImage, KV<ListedImage, SegmentationResult>> {
    private static final long serialVersionUID = 1L;

    private final SegmentJob job;
    private final ImageMetrics metrics = new ImageMetrics();
    private transient PreviousResults previous;
    private transient Lookups<KV<ListedImage, SegmentationResult>> lookups;

    private ReuseFn(SegmentJob job) {
      this.job = job;
    }

    @Setup
    public void setUp() {
      previous = job.previousResults();
      if (job.retryFailed()) {
        previous = previous.withoutFailures();
      }
      lookups = new Lookups<>();
    }

    @ProcessElement
    public void process(
        @Element ListedImage listed, OutputReceiver<KV<ListedImage, SegmentationResult>> out)
        throws IOException, InterruptedException {
      if (!listed.getHasMask() && !listed.getHasFailure()) {
        out.output(KV.of(FileMetadata.completed(listed), null));
        return;
      }
      lookups.add(() -> lookUp(listed));
      while (lookups.isFull()) {
        out.output(counted(lookups.next()));
      }
    }

    @FinishBundle
    public void finish(FinishBundleContext out) throws IOException, InterruptedException {
      while (!lookups.isEmpty()) {
        out.output(
            counted(lookups.next()), BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE);
      }
    }

    private KV<ListedImage, SegmentationResult> lookUp(ListedImage listed) throws IOException {
      ListedImage image = FileMetadata.completed(listed);
      Optional<SegmentationResult> result = previous.find(image);
      if (result.isEmpty()) {
        previous.forget(image);
      }
      return KV.of(image, result.orElse(null));
    }

    /** Counts in the thread of the bundle, where Beam's metrics are. */
    private KV<ListedImage, SegmentationResult> counted(KV<ListedImage, SegmentationResult> image) {
      if (image.getValue() != null) {
        metrics.reused(ImageStatus.valueOf(image.getValue().getImage().getStatus()));
      }
      return image;
    }

    @Teardown
    public void tearDown() {
      if (lookups != null) {
        lookups.close();
      }
    }
  }
}
