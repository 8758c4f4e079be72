// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

/** The groups that a command's help lists its options in, in the order of the help. */
public enum HelpGroup {
  IMAGES("Images"),
  MODEL("Model"),
  GROUND_TRUTH("Ground truth"),
  OUTPUT("Output"),
  LIMITS("Limits"),
  RUNNER("Runner"),
  DIRECT_RUNNER("DirectRunner (in this process)"),
  FLINK_RUNNER("FlinkRunner (in this process or on a cluster)"),
  STORAGE("Storage");

  private final String title;

  HelpGroup(String title) {
    this.title = title;
  }

  /** The title as the help prints it. */
  public String title() {
    return title;
  }
}
