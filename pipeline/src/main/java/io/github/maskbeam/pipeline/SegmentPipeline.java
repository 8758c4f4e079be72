// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline;

import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.Table;
import io.github.maskbeam.pipeline.runner.Runners;
import io.github.maskbeam.schemas.ClassAreaRow;
import io.github.maskbeam.schemas.ClassCoverageRow;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.schemas.ListedImage;
import io.github.maskbeam.schemas.SegmentationResult;
import io.github.maskbeam.segment.SegmentJob;
import io.github.maskbeam.segment.SegmentJob.Overlays;
import io.github.maskbeam.storage.ImageSources;
import io.github.maskbeam.transforms.ListImages;
import io.github.maskbeam.transforms.MeasureAreas;
import io.github.maskbeam.transforms.RecordFailures;
import io.github.maskbeam.transforms.ReuseResults;
import io.github.maskbeam.transforms.SegmentImages;
import io.github.maskbeam.transforms.WriteMasks;
import io.github.maskbeam.transforms.WriteOverlays;
import io.github.maskbeam.transforms.WriteTable;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.extensions.avro.coders.AvroCoder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.SimpleFunction;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;

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
    OutputLayout output = job.output();
    Pipeline pipeline = Pipeline.create(options);

    PCollection<ListedImage> images =
        pipeline.apply("ListImages", ListImages.of(sources, output, Runners.groups(options)));
    PCollectionTuple reused = images.apply("ReuseResults", ReuseResults.of(job));
    PCollectionTuple segmented =
        reused
            .get(ReuseResults.TO_DO)
            .apply("SegmentImages", SegmentImages.of(job).writingTo(WriteMasks.to(output)));
    segmented.get(SegmentImages.FAILED).apply("RecordFailures", RecordFailures.to(output));

    PCollection<SegmentationResult> succeeded =
        PCollectionList.of(reused.get(ReuseResults.SUCCEEDED))
            .and(segmented.get(SegmentImages.SUCCEEDED))
            .apply("AllSucceeded", Flatten.pCollections());
    if (job.overlays() == Overlays.WRITTEN) {
      succeeded.apply("WriteOverlays", WriteOverlays.of(job));
    }
    PCollectionTuple areas = succeeded.apply("MeasureAreas", MeasureAreas.of(job.labels()));

    PCollectionList.of(succeeded)
        .and(reused.get(ReuseResults.FAILED))
        .and(segmented.get(SegmentImages.FAILED))
        .apply("AllResults", Flatten.pCollections())
        .apply("ImageRows", MapElements.via(new ImageRowOf()))
        .setCoder(AvroCoder.of(ImageRow.class))
        .apply(
            "WriteImages",
            WriteTable.of(staged, Table.IMAGES, ImageRow.getClassSchema(), TABLE_FILES));
    areas
        .get(MeasureAreas.CLASS_AREAS)
        .apply(
            "WriteClassAreas",
            WriteTable.of(staged, Table.CLASS_AREAS, ClassAreaRow.getClassSchema(), TABLE_FILES));
    areas
        .get(MeasureAreas.CLASS_COVERAGE)
        .apply(
            "WriteClassCoverage",
            WriteTable.of(staged, Table.CLASS_COVERAGE, ClassCoverageRow.getClassSchema(), 1));
    return pipeline;
  }

  private static final class ImageRowOf extends SimpleFunction<SegmentationResult, ImageRow> {
    private static final long serialVersionUID = 1L;

    @Override
    public ImageRow apply(SegmentationResult result) {
      return result.getImage();
    }
  }
}
