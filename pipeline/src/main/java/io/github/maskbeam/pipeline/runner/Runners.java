// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.runner;

import org.apache.beam.sdk.options.PipelineOptions;

/**
 * The runners that Maskbeam has defaults for. They are identified by name, because this module does
 * not depend on runners.
 */
public final class Runners {
  /** Enough for an even distribution over some hundred slots. */
  private static final int FLINK_GROUPS = 4096;

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
   * The number of groups to distribute elements over.
   *
   * <p>On DirectRunner a small multiple of the cores: it makes a bundle of each group, and its cost
   * per bundle grows with their number. Flink partitions keys by hash and needs many more groups
   * than workers for an even distribution.
   */
  public static int groups(PipelineOptions options) {
    return isFlink(options)
        ? FLINK_GROUPS
        : Math.max(LEAST_GROUPS, GROUPS_PER_CORE * Runtime.getRuntime().availableProcessors());
  }

  private static boolean isNamed(PipelineOptions options, String name) {
    return options.getRunner().getSimpleName().equals(name);
  }
}
