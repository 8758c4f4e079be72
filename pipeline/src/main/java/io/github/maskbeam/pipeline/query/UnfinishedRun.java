// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.query;

import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.RunRecords;
import io.github.maskbeam.schemas.RunState;
import java.io.IOException;
import java.util.Optional;

/** A run whose tables are there although run.json does not say that it has finished. */
public final class UnfinishedRun {
  private UnfinishedRun() {}

  /**
   * A warning for a person if the run may still be going on. A detached job's run.json stays at
   * that, so its tables must be readable all the same. Without run.json, or if it cannot be read,
   * there is no warning.
   */
  public static Optional<String> warning(OutputLayout output) {
    try {
      return RunRecords.read(output)
          .filter(run -> run.getState().equals(RunState.RUNNING.name()))
          .map(
              run ->
                  "The run in "
                      + output.root()
                      + " goes on, broke off or was detached: run.json says RUNNING. These are the"
                      + " tables that are there now.");
    } catch (IOException | IllegalArgumentException e) {
      // The tables are what is asked for; jobs submitted over REST leave no run.json.
      return Optional.empty();
    }
  }
}
