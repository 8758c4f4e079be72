// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.schemas.ListedImage;
import io.github.maskbeam.schemas.PreviousFile;
import io.github.maskbeam.schemas.SegmentationResult;
import io.github.maskbeam.segment.SegmentJob;
import java.nio.file.Path;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

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
  private final GroupKeys groups;

  private SegmentUris(SegmentJob job, GroupKeys groups) {
    this.job = job;
    this.groups = groups;
  }

  /** Segments with the model and settings of this job. */
  public static SegmentUris of(SegmentJob job) {
    return new SegmentUris(job, GroupKeys.of(GROUPS));
  }

  /** The same with images distributed over these groups. */
  public SegmentUris over(GroupKeys others) {
    return new SegmentUris(job, others);
  }

  @Override
  public PCollection<SegmentationResult> expand(PCollection<String> uris) {
    String workingDirectory = Path.of("").toAbsolutePath().toString();
    return DeduplicateImages.of(
            uris.apply("Images", ParDo.of(new ImageOfUri(workingDirectory, groups))))
        .apply("ReuseResults", ReuseResults.of(job))
        .apply("SegmentImages", SegmentImages.of(job));
  }

  private static final class ImageOfUri
      extends DoFn<String, KV<Integer, KV<ListedImage, PreviousFile>>> {
    private static final long serialVersionUID = 1L;

    private final String workingDirectory;
    private final GroupKeys groups;

    private ImageOfUri(String workingDirectory, GroupKeys groups) {
      this.workingDirectory = workingDirectory;
      this.groups = groups;
    }

    @ProcessElement
    public void process(
        @Element String uri, OutputReceiver<KV<Integer, KV<ListedImage, PreviousFile>>> out) {
      out.output(DeduplicateImages.grouped(uri, workingDirectory, groups));
    }
  }
}
