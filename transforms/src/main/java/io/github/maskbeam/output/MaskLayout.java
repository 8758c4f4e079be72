// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import io.github.maskbeam.schemas.RunConfig;
import io.github.maskbeam.schemas.RunRecord;

/** How an output directory stores masks. */
public enum MaskLayout {
  /** A file per mask. */
  FILES,
  /** Many masks per file: {@link MaskShard}. */
  SHARDS;

  /** The layout of the masks of a run. */
  public static MaskLayout of(RunRecord run) {
    RunConfig config = run.getConfig();
    return config == null || config.getMaskLayout() == null
        ? FILES
        : MaskLayout.valueOf(config.getMaskLayout());
  }
}
