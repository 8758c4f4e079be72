// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.geo.Georeference;
import io.github.maskbeam.mask.MaskPng;
import io.github.maskbeam.output.FailureFiles;
import io.github.maskbeam.output.MaskMetadata;
import io.github.maskbeam.output.MaskShard;
import io.github.maskbeam.output.MaskShards;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.PreviousResults;
import io.github.maskbeam.output.ShardWriter;
import io.github.maskbeam.schemas.ListedImage;
import io.github.maskbeam.schemas.MaskPlace;
import io.github.maskbeam.schemas.SegmentationResult;
import io.github.maskbeam.schemas.Sha256;
import io.github.maskbeam.segment.SegmentJob;
import io.github.maskbeam.segment.Segmentation;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the masks of groups of images to shards. Results are held until their shard is complete.
 * For one thread; the owner closes it.
 */
final class WriteShards implements WriteMasks.Writer {
  private final SegmentJob job;
  private final OutputLayout output;
  private final ShardNumbers numbers;
  private final PreviousResults previous;
  private final MaskPng png;
  private final Map<Integer, Integer> shardsOfGroup = new HashMap<>();
  private Map<String, MaskPlace> places = Map.of();
  private int group = -1;
  private ShardWriter shard;

  private WriteShards(SegmentJob job, ShardNumbers numbers) {
    this.job = job;
    this.output = job.output();
    this.numbers = numbers;
    this.previous = job.previousResults();
    this.png = new MaskPng(job.colors());
  }

  /** A writer to the output of a job. */
  static WriteShards of(SegmentJob job, ShardNumbers numbers) {
    return new WriteShards(job, numbers);
  }

  /**
   * Begins with a group. If a failed attempt of this run has completed shards of the group, more
   * are added to them. The shard of the group before must be complete.
   *
   * @throws IOException if the output cannot be listed, or the shards of the group not be read
   */
  void begin(int next) throws IOException {
    group = next;
    places = new HashMap<>();
    for (MaskShard done : numbers.ofGroup(group, MaskShards.complete(output))) {
      MaskShards.rows(done, row -> places.put(row.getImageId(), done.place(row)));
      shardsOfGroup.merge(group, numbers.shards(done), Math::max);
    }
  }

  /** The group whose images are written; negative before the first. */
  int group() {
    return group;
  }

  /**
   * The result of an image whose mask is in a shard that a failed attempt of this run completed.
   *
   * @throws IOException if the shard cannot be read
   */
  Optional<SegmentationResult> written(ListedImage image) throws IOException {
    MaskPlace place = places.get(Sha256.imageId(image.getImageUri()));
    return place == null ? Optional.empty() : previous.findMask(image, place);
  }

  @Override
  public String maskUri(String imageUri) throws IOException {
    if (shard == null) {
      int index = shardsOfGroup.merge(group, 1, Integer::sum) - 1;
      shard = ShardWriter.open(output, numbers.number(group, index));
    }
    return shard.mask(imageUri);
  }

  @Override
  public void write(
      Segmentation segmentation,
      SegmentationResult result,
      Georeference georeference,
      ListedImage listed)
      throws IOException {
    String description = MaskMetadata.toJson(result);
    shard.add(
        png.encode(segmentation.mask(), description),
        description,
        ImageWorker.withKept(listed.getKept(), result),
        georeference);
  }

  @Override
  public void writeFailure(SegmentationResult failed, ListedImage listed) throws IOException {
    FailureFiles.write(output, failed);
  }

  /** Whether the shard has as many masks as it may have. */
  boolean isFull() {
    return shard != null && shard.size() >= job.shardImages();
  }

  /**
   * Completes the shard, if there is one, and passes on the results that were held for it.
   *
   * @throws IOException if storage does not take the shard, which is not complete then
   */
  void finish(ShardWriter.ResultConsumer results) throws IOException {
    if (shard == null) {
      return;
    }
    shard.finish();
    shard.results(results);
    discard();
  }

  /**
   * Drops the shard that is not complete, if there is one.
   *
   * @throws IOException if its temporary files cannot be deleted
   */
  void discard() throws IOException {
    if (shard != null) {
      ShardWriter discarded = shard;
      shard = null;
      discarded.close();
    }
  }

  @Override
  public void close() throws IOException {
    png.close();
    discard();
  }
}
