// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.model.ModelException;
import io.github.maskbeam.output.MaskLayout;
import io.github.maskbeam.schemas.ImageStatus;
import io.github.maskbeam.schemas.ListedImage;
import io.github.maskbeam.schemas.SegmentationResult;
import io.github.maskbeam.segment.SegmentJob;
import io.github.maskbeam.transforms.metrics.ImageMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.beam.sdk.extensions.avro.coders.AvroCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Segments images: reads, decodes and segments each image that has no result yet and hands its mask
 * to {@link WriteMasks}. Results of earlier runs are passed on.
 *
 * <p>An image that cannot be read or decoded has a failure as its result, which is recorded at
 * once. Any other problem is not the image's fault and fails the bundle.
 */
public final class SegmentImages
    extends PTransform<
        PCollection<KV<ListedImage, SegmentationResult>>, PCollection<SegmentationResult>> {
  private static final long serialVersionUID = 1L;

  /** For pipelines that do not say how many workers they have. */
  private static final int SHARD_GROUPS = 16;

  private final SegmentJob job;
  private final WriteMasks masks;
  private final GroupKeys shardGroups;

  private SegmentImages(SegmentJob job, WriteMasks masks, GroupKeys shardGroups) {
    this.job = job;
    this.masks = masks;
    this.shardGroups = shardGroups;
  }

  /** Segments with the model and settings of this job; masks go to the output of the job. */
  public static SegmentImages of(SegmentJob job) {
    return new SegmentImages(job, WriteMasks.to(job.output()), GroupKeys.of(SHARD_GROUPS));
  }

  /** The same with masks that go to this sink, if the job does not store them in shards. */
  public SegmentImages writingTo(WriteMasks sink) {
    return new SegmentImages(job, sink, shardGroups);
  }

  /**
   * The same with shards that these groups of images fill, if the job stores masks in shards. Each
   * group is one worker's at a time, so as many groups as workers make the fewest shards.
   */
  public SegmentImages shardsOf(GroupKeys groups) {
    return new SegmentImages(job, masks, groups);
  }

  @Override
  public PCollection<SegmentationResult> expand(
      PCollection<KV<ListedImage, SegmentationResult>> images) {
    if (job.maskLayout() == MaskLayout.SHARDS) {
      return inShards(images);
    }
    return images
        .apply("SegmentImage", ParDo.of(new SegmentFn(job, masks)))
        .setCoder(AvroCoder.specific(SegmentationResult.class));
  }

  private PCollection<SegmentationResult> inShards(
      PCollection<KV<ListedImage, SegmentationResult>> images) {
    try {
      ShardNumbers numbers = ShardNumbers.of(job.output(), shardGroups.groups());
      return images
          .apply("SegmentShards", SegmentShards.of(job, shardGroups, numbers))
          .setCoder(AvroCoder.specific(SegmentationResult.class));
    } catch (IOException e) {
      throw new UncheckedIOException("The shards of masks cannot be listed: " + e.getMessage(), e);
    }
  }

  /** One interpreter per instance, from setup to teardown; all instances of a JVM share a model. */
  private static final class SegmentFn
      extends DoFn<KV<ListedImage, SegmentationResult>, SegmentationResult> {
    private static final long serialVersionUID = 1L;

    private final SegmentJob job;
    private final WriteMasks masks;
    private final ImageMetrics metrics = new ImageMetrics();
    private transient ImageWorker worker;
    private transient WriteMasks.FileWriter writer;

    private SegmentFn(SegmentJob job, WriteMasks masks) {
      this.job = job;
      this.masks = masks;
    }

    @Setup
    public void setUp() throws ModelException, IOException {
      worker = ImageWorker.open(job, metrics);
      writer = masks.open(job);
    }

    @ProcessElement
    public void process(
        @Element KV<ListedImage, SegmentationResult> image, OutputReceiver<SegmentationResult> out)
        throws IOException, InterruptedException {
      SegmentationResult result =
          image.getValue() == null ? result(image.getKey()) : image.getValue();
      out.output(ImageWorker.withKept(image.getKey().getKept(), result));
    }

    private SegmentationResult result(ListedImage listed) throws IOException, InterruptedException {
      Optional<SegmentationResult> written = writer.written(listed);
      if (written.isPresent()) {
        metrics.reused(ImageStatus.SUCCEEDED);
        return written.get();
      }
      return worker.segment(listed, writer);
    }

    @Teardown
    public void tearDown() {
      if (worker != null) {
        worker.close();
      }
      if (writer != null) {
        writer.close();
      }
    }
  }
}
