// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import io.github.maskbeam.schemas.RunLock;

/** Thrown if another command is changing an output directory. */
public final class OutputLockedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient RunLock holder;

  OutputLockedException(OutputLayout output, RunLock holder) {
    super(output.root() + " is in use by " + describe(holder));
    this.holder = holder;
  }

  /** The command that holds the lock. */
  public RunLock holder() {
    return holder;
  }

  private static String describe(RunLock holder) {
    return holder.getJobName() == null
        ? String.format(
            "'maskbeam %s' on %s (process %d), run %s, which started at %s and was active at %s",
            holder.getCommand(),
            holder.getHost(),
            holder.getPid(),
            holder.getRunId(),
            holder.getStartedAt(),
            holder.getRenewedAt())
        : String.format(
            "the detached job %s, run %s, which was submitted at %s",
            holder.getJobName(), holder.getRunId(), holder.getStartedAt());
  }
}
