// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline;

import io.github.maskbeam.output.MaskLayout;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.pipeline.runner.Runners;
import io.github.maskbeam.schemas.ListedImage;
import io.github.maskbeam.schemas.SegmentationResult;
import io.github.maskbeam.segment.SegmentJob;
import io.github.maskbeam.segment.SegmentJob.Overlays;
import io.github.maskbeam.sources.ImageSources;
import io.github.maskbeam.transforms.GroupKeys;
import io.github.maskbeam.transforms.ListImages;
import io.github.maskbeam.transforms.ReuseResults;
import io.github.maskbeam.transforms.SegmentImages;
import io.github.maskbeam.transforms.SpreadImages;
import io.github.maskbeam.transforms.WriteMasks;
import io.github.maskbeam.transforms.WriteOverlays;
import io.github.maskbeam.transforms.WriteTables;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/** The pipeline of {@code segment}: from image URIs to masks and tables. */
public final class SegmentPipeline {
  /**
   * Files per table whose size grows with the number of images: enough to write in parallel, few
   * enough to open quickly.
   */
  private static final int TABLE_FILES = 4;

  private SegmentPipeline() {}

  /**
   * Builds the pipeline of a job.
   *
   * @param staged where to write the tables
   */
  public static Pipeline of(
      PipelineOptions options, ImageSources sources, SegmentJob job, OutputLayout staged) {
    return of(
        options,
        sources,
        job,
        staged,
        SegmentImages.of(job)
            .writingTo(WriteMasks.to(job.output()))
            .shardsOf(Runners.shardGroups(options)));
  }

  /**
   * Builds the pipeline of a job with another transform in place of {@link SegmentImages}, to
   * measure everything else.
   */
  public static Pipeline of(
      PipelineOptions options,
      ImageSources sources,
      SegmentJob job,
      OutputLayout staged,
      PTransform<PCollection<KV<ListedImage, SegmentationResult>>, PCollection<SegmentationResult>>
          segmentImages) {
    OutputLayout output = job.output();
    Pipeline pipeline = Pipeline.create(options);

    GroupKeys groups = Runners.groups(options);

    PCollection<KV<ListedImage, SegmentationResult>> images =
        pipeline
            .apply(
                "ListImages", ListImages.of(sources, output, groups).withMasksIn(job.maskLayout()))
            .apply("ReuseResults", ReuseResults.of(job));
    // Shards group images by themselves.
    if (Runners.isFlink(options) && job.maskLayout() == MaskLayout.FILES) {
      images = images.apply("SpreadImages", SpreadImages.over(groups));
    }
    PCollection<SegmentationResult> results = images.apply("SegmentImages", segmentImages);
    if (job.overlays() == Overlays.WRITTEN) {
      results = results.apply("WriteOverlays", WriteOverlays.of(job));
    }
    results.apply(
        "WriteTables",
        WriteTables.to(staged, job.labels(), TABLE_FILES, groups, sources.keptColumns()));
    return pipeline;
  }
}
