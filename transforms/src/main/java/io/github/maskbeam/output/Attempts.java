// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import io.github.maskbeam.storage.AtomicFiles;
import java.io.IOException;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;

/**
 * Records in the output's temporary directory that a run has begun to write masks.
 *
 * <p>A runner that repeats failed work starts new DoFn instances, and it keeps the elements that it
 * listed before the failed attempt wrote its masks. An instance that finds this marker when it
 * starts looks for the mask of each image before it segments the image. The marker is removed with
 * the temporary directory before and after each run; one that was left behind only costs look-ups.
 */
public final class Attempts {
  private static final byte[] EMPTY = {};

  private Attempts() {}

  /** Records that a mask is about to be written. */
  public static void markStarted(OutputLayout output) throws IOException {
    AtomicFiles.write(output.startedMarker(), EMPTY, output.temporary());
  }

  /** Whether this run may have written masks before this call. */
  public static boolean mayHaveStarted(OutputLayout output) throws IOException {
    return !FileSystems.match(output.startedMarker(), EmptyMatchTreatment.ALLOW)
        .metadata()
        .isEmpty();
  }
}
