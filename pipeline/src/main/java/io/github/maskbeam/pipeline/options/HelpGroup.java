// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

/** The groups of options in the help of a command, in this order. */
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

  /** The printed title. */
  public String title() {
    return title;
  }
}
