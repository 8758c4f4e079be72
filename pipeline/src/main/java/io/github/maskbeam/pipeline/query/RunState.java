// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskbeam.transforms.OutputLayout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.Optional;
import org.apache.beam.sdk.io.FileSystems;

/** What run.json says of a run whose tables are there. */
public final class RunState {
  private static final String RUNNING = "RUNNING";

  private RunState() {}

  /**
   * A warning for a person if the run may still be going on. A detached job's run.json stays at
   * that, so its tables must be readable all the same.
   */
  public static Optional<String> warning(OutputLayout output) {
    try (InputStream in =
        Channels.newInputStream(
            FileSystems.open(FileSystems.matchNewResource(output.runJson(), false)))) {
      JsonNode state = new ObjectMapper().readTree(in).path("state");
      return state.asText().equals(RUNNING)
          ? Optional.of(
              "The run in "
                  + output.root()
                  + " goes on, broke off or was detached: run.json says RUNNING. These are the"
                  + " tables that are there now.")
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      // The tables are what is asked for; jobs submitted over REST leave no run.json.
      return Optional.empty();
    }
  }
}
