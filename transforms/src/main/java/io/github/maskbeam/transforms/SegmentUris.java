// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.output.MaskLayout;
import io.github.maskbeam.schemas.ListedImage;
import io.github.maskbeam.schemas.PreviousFile;
import io.github.maskbeam.schemas.SegmentationResult;
import io.github.maskbeam.segment.SegmentJob;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/**
 * Segments the images with these paths or URIs, for pipelines of any kind: a mask per image goes to
 * the output of the job, and a result per image is passed on. Relative paths are relative to the
 * working directory of the program that makes this transform.
 *
 * <p>An image that is named twice is segmented once. One whose mask the output has, of the same
 * model and configuration, is not segmented again. An image that cannot be segmented has a result
 * with the reason. Images are bounded and in the global window.
 */
public final class SegmentUris
    extends PTransform<PCollection<String>, PCollection<SegmentationResult>> {
  private static final long serialVersionUID = 1L;

  /** Enough for many workers, and few enough for bundles of many images. */
  private static final int GROUPS = 256;

  private final SegmentJob job;

  private SegmentUris(SegmentJob job) {
    this.job = job;
  }

  /** Segments with the model and settings of this job. */
  public static SegmentUris of(SegmentJob job) {
    return new SegmentUris(job);
  }

  @Override
  public PCollection<SegmentationResult> expand(PCollection<String> uris) {
    String workingDirectory = Path.of("").toAbsolutePath().toString();
    PCollection<KV<Integer, KV<ListedImage, PreviousFile>>> images =
        uris.apply("Images", ParDo.of(new ImageOfUri(workingDirectory)))
            .setCoder(DeduplicateImages.GROUPED);
    return DeduplicateImages.of(
            job.maskLayout() == MaskLayout.FILES ? images : withMasksInShards(images),
            job.output(),
            GroupKeys.of(GROUPS))
        .apply("ReuseResults", ReuseResults.of(job))
        .apply("SegmentImages", SegmentImages.of(job));
  }

  /** A mask in a shard has no name to look for. */
  private PCollection<KV<Integer, KV<ListedImage, PreviousFile>>> withMasksInShards(
      PCollection<KV<Integer, KV<ListedImage, PreviousFile>>> images) {
    PCollection<KV<Integer, KV<ListedImage, PreviousFile>>> masks =
        images
            .getPipeline()
            .apply("Output", Create.of(ListFiles.listings(List.of())))
            .apply(
                "ListMasks",
                ParDo.of(new ListFiles(job.output(), GroupKeys.of(GROUPS), job.maskLayout())))
            .setCoder(DeduplicateImages.GROUPED);
    return PCollectionList.of(images).and(masks).apply("WithMasks", Flatten.pCollections());
  }

  private static final class ImageOfUri
      extends DoFn<String, KV<Integer, KV<ListedImage, PreviousFile>>> {
    private static final long serialVersionUID = 1L;

    private final GroupKeys groups = GroupKeys.of(GROUPS);
    private final String workingDirectory;

    private ImageOfUri(String workingDirectory) {
      this.workingDirectory = workingDirectory;
    }

    @ProcessElement
    public void process(
        @Element String uri, OutputReceiver<KV<Integer, KV<ListedImage, PreviousFile>>> out) {
      out.output(DeduplicateImages.grouped(uri, workingDirectory, groups));
    }
  }
}
