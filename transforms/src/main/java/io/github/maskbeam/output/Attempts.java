// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import io.github.maskbeam.storage.AtomicFiles;
import io.github.maskbeam.storage.StoredFile;
import java.io.IOException;

/**
 * Marks in the temporary directory of an output that the run has started to write masks.
 *
 * <p>A runner that retries failed work creates new DoFn instances, but replays the elements that it
 * listed before the failed attempt wrote masks. If this marker exists when an instance is set up,
 * the instance looks for the mask of each image before it segments the image. The marker is deleted
 * with the temporary directory before and after each run. A stale marker only costs look-ups.
 */
public final class Attempts {
  private static final byte[] EMPTY = {};

  private Attempts() {}

  /**
   * Writes the marker. Call it before the first mask is written.
   *
   * @throws IOException if the marker cannot be written
   */
  public static void markStarted(OutputLayout output) throws IOException {
    AtomicFiles.write(output.startedMarker(), EMPTY, output.temporary());
  }

  /**
   * Whether the marker exists, so that this run may have written masks already.
   *
   * @throws IOException if storage cannot be listed
   */
  public static boolean mayHaveStarted(OutputLayout output) throws IOException {
    return StoredFile.exists(output.startedMarker());
  }
}
