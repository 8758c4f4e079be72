// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.runner;

import io.github.maskbeam.transforms.GroupKeys;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * The runners that Maskbeam has defaults for. They are identified by name, because this module does
 * not depend on runners.
 */
public final class Runners {
  /** Enough for small groups of millions of images, and for an even share of some hundred slots. */
  private static final int FLINK_GROUPS = 4096;

  /** For runners whose number of workers is not known before the run. */
  private static final int SHARD_GROUPS = 16;

  private static final int LEAST_GROUPS = 64;
  private static final int GROUPS_PER_CORE = 4;

  private Runners() {}

  /** Whether the pipeline runs in this process, on Beam's DirectRunner. */
  public static boolean isDirect(PipelineOptions options) {
    return isNamed(options, "DirectRunner");
  }

  /** Whether the pipeline runs on Flink. */
  public static boolean isFlink(PipelineOptions options) {
    return isNamed(options, "FlinkRunner");
  }

  /**
   * The groups to distribute elements over.
   *
   * <p>On DirectRunner a small multiple of the cores: it makes a bundle of each group, and its cost
   * per bundle grows with their number. Flink sends each group to a subtask and keeps a group in
   * memory, so there are many more groups than subtasks.
   */
  public static GroupKeys groups(PipelineOptions options) {
    if (isFlink(options)) {
      int subtasks = options.as(Parallelism.class).getParallelism();
      return subtasks > 0
          ? GroupKeys.onFlink(Math.max(FLINK_GROUPS, subtasks), subtasks)
          : GroupKeys.of(FLINK_GROUPS);
    }
    return GroupKeys.of(
        Math.max(LEAST_GROUPS, GROUPS_PER_CORE * Runtime.getRuntime().availableProcessors()));
  }

  /**
   * The groups of images that fill shards of masks. A group is segmented by one worker, and its
   * shards are not full at the end, so there are as many groups as workers.
   */
  public static GroupKeys shardGroups(PipelineOptions options) {
    if (isFlink(options)) {
      int subtasks = options.as(Parallelism.class).getParallelism();
      return subtasks > 0 ? GroupKeys.onFlink(subtasks, subtasks) : GroupKeys.of(SHARD_GROUPS);
    }
    return GroupKeys.of(
        isDirect(options) ? Runtime.getRuntime().availableProcessors() : SHARD_GROUPS);
  }

  private static boolean isNamed(PipelineOptions options, String name) {
    return options.getRunner().getSimpleName().equals(name);
  }

  /** The part of the Flink runner's options that {@link #groups} needs. */
  public interface Parallelism extends PipelineOptions {
    /** The number of subtasks; -1 if the cluster's default is used. */
    @Default.Integer(-1)
    Integer getParallelism();

    void setParallelism(Integer subtasks);
  }
}
