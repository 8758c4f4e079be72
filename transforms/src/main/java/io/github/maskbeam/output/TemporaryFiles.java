// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import io.github.maskbeam.storage.Listing;
import io.github.maskbeam.storage.StoredTree;
import io.github.maskbeam.storage.Uris;
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
    if (Uris.hasScheme(output.temporary())) {
      // Not as a tree: without files, it may be a directory of HDFS that is not empty.
      Listing.delete(output.temporary() + "/**");
    } else {
      StoredTree.delete(output.temporary());
    }
  }
}
