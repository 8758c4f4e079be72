// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.model.ModelException;
import io.github.maskbeam.schemas.ImageStatus;
import io.github.maskbeam.schemas.ListedImage;
import io.github.maskbeam.schemas.SegmentationResult;
import io.github.maskbeam.schemas.Sha256;
import io.github.maskbeam.segment.SegmentJob;
import io.github.maskbeam.transforms.metrics.ImageMetrics;
import java.io.IOException;
import java.util.Optional;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Segments images and writes their masks to shards. Images are grouped by a hash of their ids, so
 * that a repeated attempt has the same groups, and each group fills its own shards. Images are
 * bounded and in the global window.
 *
 * <p>The grouping makes all images of a group reach one instance in one bundle, whatever the
 * runner, so no two instances choose the same number for a shard. The result of an image is emitted
 * when its shard is complete: what follows can read its mask, and an image whose shard was lost has
 * no row.
 */
final class SegmentShards
    extends PTransform<
        PCollection<KV<ListedImage, SegmentationResult>>, PCollection<SegmentationResult>> {
  private static final long serialVersionUID = 1L;

  private final SegmentJob job;
  private final GroupKeys groups;
  private final ShardNumbers numbers;

  private SegmentShards(SegmentJob job, GroupKeys groups, ShardNumbers numbers) {
    this.job = job;
    this.groups = groups;
    this.numbers = numbers;
  }

  /** Segments with this job; groups fill shards with these numbers. */
  static SegmentShards of(SegmentJob job, GroupKeys groups, ShardNumbers numbers) {
    return new SegmentShards(job, groups, numbers);
  }

  @Override
  public PCollection<SegmentationResult> expand(
      PCollection<KV<ListedImage, SegmentationResult>> images) {
    return images
        .apply("Key", ParDo.of(new Key(groups)))
        .setCoder(KvCoder.of(VarIntCoder.of(), ReuseResults.CODER))
        .apply("Group", GroupByKey.create())
        .apply("Images", ParDo.of(new Ungroup()))
        .setCoder(ReuseResults.CODER)
        .apply("SegmentImage", ParDo.of(new ShardFn(job, groups.groups(), numbers)));
  }

  private static int group(ListedImage image, int groups) {
    return Math.floorMod(Sha256.imageId(image.getImageUri()).hashCode(), groups);
  }

  private static final class Key
      extends DoFn<
          KV<ListedImage, SegmentationResult>, KV<Integer, KV<ListedImage, SegmentationResult>>> {
    private static final long serialVersionUID = 1L;

    private final GroupKeys groups;

    private Key(GroupKeys groups) {
      this.groups = groups;
    }

    @ProcessElement
    public void process(
        @Element KV<ListedImage, SegmentationResult> image,
        OutputReceiver<KV<Integer, KV<ListedImage, SegmentationResult>>> out) {
      out.output(KV.of(groups.key(group(image.getKey(), groups.groups())), image));
    }
  }

  /** One element per image: a runner reports its metrics after each element. */
  private static final class Ungroup
      extends DoFn<
          KV<Integer, Iterable<KV<ListedImage, SegmentationResult>>>,
          KV<ListedImage, SegmentationResult>> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(
        @Element KV<Integer, Iterable<KV<ListedImage, SegmentationResult>>> group,
        OutputReceiver<KV<ListedImage, SegmentationResult>> out) {
      group.getValue().forEach(out::output);
    }
  }

  /** One interpreter per instance, as in {@link SegmentImages}. */
  private static final class ShardFn
      extends DoFn<KV<ListedImage, SegmentationResult>, SegmentationResult> {
    private static final long serialVersionUID = 1L;

    private final SegmentJob job;
    private final int groups;
    private final ShardNumbers numbers;
    private final ImageMetrics metrics = new ImageMetrics();
    private transient ImageWorker worker;
    private transient WriteShards writer;

    private ShardFn(SegmentJob job, int groups, ShardNumbers numbers) {
      this.job = job;
      this.groups = groups;
      this.numbers = numbers;
    }

    @Setup
    public void setUp() throws ModelException {
      worker = ImageWorker.open(job, metrics);
      writer = WriteShards.of(job, numbers);
    }

    @ProcessElement
    public void process(
        @Element KV<ListedImage, SegmentationResult> image, OutputReceiver<SegmentationResult> out)
        throws IOException, InterruptedException {
      ListedImage listed = image.getKey();
      int group = group(listed, groups);
      if (group != writer.group()) {
        writer.finish(out::output);
        writer.begin(group);
      }
      if (listed.getHasMask() && !isSucceeded(image.getValue())) {
        metrics.maskReplaced();
      }
      SegmentationResult earlier =
          image.getValue() == null ? written(listed).orElse(null) : image.getValue();
      if (earlier != null) {
        out.output(ImageWorker.withKept(listed.getKept(), earlier));
        return;
      }
      SegmentationResult result = worker.segment(listed, writer);
      if (!isSucceeded(result)) {
        out.output(ImageWorker.withKept(listed.getKept(), result));
      }
      if (writer.isFull()) {
        writer.finish(out::output);
      }
    }

    private static boolean isSucceeded(SegmentationResult result) {
      return result != null && result.getImage().getStatus().equals(ImageStatus.SUCCEEDED.name());
    }

    private Optional<SegmentationResult> written(ListedImage listed) throws IOException {
      Optional<SegmentationResult> written = writer.written(listed);
      if (written.isPresent()) {
        metrics.reused(ImageStatus.SUCCEEDED);
      }
      return written;
    }

    @FinishBundle
    public void finish(FinishBundleContext out) throws IOException {
      writer.finish(
          result -> out.output(result, BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE));
    }

    @Teardown
    public void tearDown() throws IOException {
      if (worker != null) {
        worker.close();
      }
      if (writer != null) {
        writer.close();
      }
    }
  }
}
