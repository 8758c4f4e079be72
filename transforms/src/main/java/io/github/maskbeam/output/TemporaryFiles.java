// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import io.github.maskbeam.storage.StoredTree;
import java.io.IOException;

/** Deletes the temporary files of an output directory, which a failed run leaves behind. */
public final class TemporaryFiles {
  private TemporaryFiles() {}

  /**
   * Deletes all temporary files of an output directory. Must not be called during a run.
   *
   * @throws IOException if the files cannot be listed or deleted
   */
  public static void remove(OutputLayout output) throws IOException {
    StoredTree.delete(output.temporary());
  }
}
