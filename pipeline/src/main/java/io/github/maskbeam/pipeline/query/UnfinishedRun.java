// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.query;

import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.storage.StoredFile;
import java.io.IOException;
import java.util.Optional;

/** Checks whether a command is changing an output directory. */
public final class UnfinishedRun {
  private UnfinishedRun() {}

  /** A warning if the output directory is locked: its tables are those of the run before. */
  public static Optional<Problem> warning(OutputLayout output) throws IOException {
    return StoredFile.exists(output.runLock())
        ? Optional.of(
            Problem.of(
                ProblemCode.RUN_STATE_RUNNING,
                "A run in "
                    + output.root()
                    + " is in progress or was interrupted. These are the tables of the run"
                    + " before it."))
        : Optional.empty();
  }
}
