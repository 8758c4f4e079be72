// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline;

import org.apache.beam.sdk.options.PipelineOptions;

/**
 * The runners that are given defaults of their own, told by name: none is on the class path here.
 */
public final class Runners {
  private Runners() {}

  /** Whether the pipeline runs in this process, on Beam's DirectRunner. */
  public static boolean isDirect(PipelineOptions options) {
    return isNamed(options, "DirectRunner");
  }

  /** Whether the pipeline runs on Flink. */
  public static boolean isFlink(PipelineOptions options) {
    return isNamed(options, "FlinkRunner");
  }

  private static boolean isNamed(PipelineOptions options, String name) {
    return options.getRunner().getSimpleName().equals(name);
  }
}
