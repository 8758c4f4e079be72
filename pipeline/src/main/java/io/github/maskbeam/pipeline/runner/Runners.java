// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.runner;

import org.apache.beam.sdk.options.PipelineOptions;

/**
 * The runners that are given defaults of their own, told by name: none is on the class path here.
 */
public final class Runners {
  /** Enough for even shares over some hundred slots. */
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
   * How many groups elements are to be dealt out in.
   *
   * <p>Few, a small multiple of this machine's cores, except on Flink: DirectRunner makes a bundle
   * of each group, and its cost for each bundle grows with the run. Flink deals groups out to its
   * workers by their hash and wants many times more groups than workers, or the shares are uneven.
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
