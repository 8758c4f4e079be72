// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import io.github.maskbeam.output.MaskLayout;
import io.github.maskbeam.output.MaskNames;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.segment.SegmentJob;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** How {@code maskbeam segment} stores masks. */
public interface MaskLayoutOptions extends PipelineOptions {
  /** Places of masks take memory until a shard is complete. */
  int MAX_SHARD_IMAGES = 1_000_000;

  /** The value of {@code --confidence} that adds a file to each mask. */
  String CONFIDENCE_MASKS = "mask";

  @Help(group = HelpGroup.OUTPUT)
  @Description(
      "How masks are stored: 'files', a PNG per image, or 'shards', WebDataset tars as img2dataset"
          + " writes them, each with a Parquet file, and a JSON file when it is complete; for very"
          + " many images, and object stores.")
  @Default.String("files")
  String getMaskLayout();

  void setMaskLayout(String value);

  @Help(group = HelpGroup.OUTPUT, unit = "masks")
  @Description(
      "With --maskLayout=shards, masks of a shard at most. A run that is killed loses the shards that"
          + " are not complete, one of each worker.")
  @Default.Integer(SegmentJob.DEFAULT_SHARD_IMAGES)
  int getShardImages();

  void setShardImages(int value);

  /**
   * The layout that the options ask for.
   *
   * @throws UsageException if the value is unknown, the size of shards is out of range or without
   *     effect, or shards are asked for with files that are not in them
   */
  static MaskLayout parse(SegmentOptions options) throws UsageException {
    MaskLayout layout = Choice.of(MaskLayout.class, "maskLayout", options.getMaskLayout());
    int images = options.getShardImages();
    if (images < 1 || images > MAX_SHARD_IMAGES) {
      throw new UsageException(
          ProblemCode.OPTION_OUT_OF_RANGE,
          String.format("--shardImages=%d must be between 1 and %d.", images, MAX_SHARD_IMAGES));
    }
    if (layout == MaskLayout.FILES && images != SegmentJob.DEFAULT_SHARD_IMAGES) {
      throw new UsageException(
          ProblemCode.OPTION_VALUE_INVALID,
          String.format(
              "--shardImages=%d has no effect with --maskLayout=files; omit it, or use"
                  + " --maskLayout=shards.",
              images));
    }
    if (layout == MaskLayout.SHARDS && options.getConfidence().equalsIgnoreCase(CONFIDENCE_MASKS)) {
      throw new UsageException(
          ProblemCode.OPTION_VALUE_INVALID,
          "--confidence=mask cannot be used with --maskLayout=shards, which have no confidence masks;"
              + " use --confidence=mean, or --maskLayout=files.");
    }
    if (layout == MaskLayout.SHARDS
        && MaskNames.STEM.name().equalsIgnoreCase(options.getMaskNames())) {
      throw new UsageException(
          ProblemCode.OPTION_VALUE_INVALID,
          "--maskNames=stem cannot be used with --maskLayout=shards, in which masks are named by id;"
              + " omit it, or use --maskLayout=files.");
    }
    return layout;
  }
}
