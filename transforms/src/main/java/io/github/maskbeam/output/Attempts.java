// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import io.github.maskbeam.storage.AtomicFiles;
import io.github.maskbeam.storage.StoredFile;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * An attempt of this process to write the masks of a run, shared by all DoFn instances that are set
 * up before the last of them is torn down. Tells whether an attempt before it may have failed.
 *
 * <p>A runner that retries failed work creates new DoFn instances, but replays the elements that it
 * listed before the failed attempt wrote masks. Therefore the first mask is preceded by a marker in
 * the temporary directory of the output. If the marker exists when the first instance of an attempt
 * is set up, all instances look for the mask of each image before they segment the image. Instances
 * that are set up later do not take the marker of their own attempt for that of a failed one. The
 * marker is deleted with the temporary directory before and after each run. A marker of another
 * process of the same attempt only costs look-ups. Thread-safe.
 */
public final class Attempts implements AutoCloseable {
  private static final byte[] EMPTY = {};

  private static final Map<String, Attempts> CURRENT = new HashMap<>();

  private final String runId;
  private final OutputLayout output;
  private final boolean mayHaveFailed;
  private int instances;
  private boolean isMarked;

  private Attempts(String runId, OutputLayout output, boolean mayHaveFailed) {
    this.runId = runId;
    this.output = output;
    this.mayHaveFailed = mayHaveFailed;
  }

  /**
   * The attempt of this process at a run. Each instance closes it once.
   *
   * @param runId the same for all attempts of a run, and for no other run
   * @throws IOException if storage cannot be listed
   */
  public static Attempts join(String runId, OutputLayout output) throws IOException {
    synchronized (CURRENT) {
      Attempts attempt = CURRENT.get(runId);
      if (attempt == null) {
        attempt = new Attempts(runId, output, StoredFile.exists(output.startedMarker()));
        CURRENT.put(runId, attempt);
      }
      attempt.instances++;
      return attempt;
    }
  }

  /** Whether an attempt before this one may have written masks. */
  public boolean mayHaveFailed() {
    return mayHaveFailed;
  }

  /**
   * Writes the marker unless this attempt has written it. Call it before a mask is written.
   *
   * @throws IOException if the marker cannot be written
   */
  public synchronized void markStarted() throws IOException {
    if (!isMarked) {
      AtomicFiles.write(output.startedMarker(), EMPTY, output.temporary());
      isMarked = true;
    }
  }

  @Override
  public void close() {
    synchronized (CURRENT) {
      instances--;
      if (instances == 0) {
        CURRENT.remove(runId);
      }
    }
  }
}
