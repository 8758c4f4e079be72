// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.query;

import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.RunRecords;
import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.schemas.RunState;
import java.io.IOException;
import java.util.Optional;

/** Checks whether run.json records that a run has finished. */
public final class UnfinishedRun {
  private UnfinishedRun() {}

  /**
   * A warning if the run may still be in progress. The run.json of a detached job keeps this state,
   * so its tables must be readable nevertheless. There is no warning without a readable run.json.
   */
  public static Optional<Problem> warning(OutputLayout output) {
    try {
      return RunRecords.read(output)
          .filter(run -> run.getState().equals(RunState.RUNNING.name()))
          .map(
              run ->
                  Problem.of(
                      ProblemCode.RUN_STATE_RUNNING,
                      "The run in "
                          + output.root()
                          + " is in progress, failed or was detached: its state is RUNNING. These are"
                          + " its current tables."));
    } catch (IOException | IllegalArgumentException e) {
      // Jobs submitted over REST leave no run.json; the tables can be queried nevertheless.
      return Optional.empty();
    }
  }
}
