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

/** What a run leaves behind where files grow. */
public final class TemporaryFiles {
  private TemporaryFiles() {}

  /**
   * Removes all temporary files of an output directory, to be called when no run is going on there.
   */
  public static void remove(OutputLayout output) throws IOException {
    if (!Uris.hasScheme(output.temporary())) {
      removeTree(Path.of(output.temporary()));
      return;
    }
    Listing.delete(output.temporary() + "/**");
  }

  /** Beam's file systems delete files only; on a local disk the directories would stay. */
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
