// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.schemas;

/** How far a run is: the values of the field {@code state} of run.json. */
public enum RunState {
  /** The run has started. It may also have failed since, been killed or been detached. */
  RUNNING,
  /** The run has ended, and its tables are complete and consistent. */
  FINISHED,
  /** The run has ended, but its tables or masks contradict each other. */
  INCONSISTENT
}
