// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import io.github.maskbeam.storage.Listing;
import io.github.maskbeam.storage.Uris;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Deletes the temporary files of an output directory, which a failed run leaves behind. */
public final class TemporaryFiles {
  private TemporaryFiles() {}

  /**
   * Deletes all temporary files of an output directory. Must not be called during a run.
   *
   * @throws IOException if the files cannot be listed or deleted
   */
  public static void remove(OutputLayout output) throws IOException {
    if (!Uris.hasScheme(output.temporary())) {
      removeTree(Path.of(output.temporary()));
      return;
    }
    Listing.delete(output.temporary() + "/**");
  }

  /** Deletes a local directory with its content; Beam's file systems delete only files. */
  private static void removeTree(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> paths = Files.walk(directory)) {
      deepestFirst = paths.sorted(Comparator.reverseOrder()).collect(Collectors.toList());
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}
