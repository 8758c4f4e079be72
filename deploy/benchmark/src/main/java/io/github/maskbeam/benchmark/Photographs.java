// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Directories of a comparison. */
public final class Photographs {
  private Photographs() {}

  /** Fills a directory with links to photographs, each as often as it takes to have so many. */
  static void repeat(Path photographs, int count, Path target) throws IOException {
    List<Path> originals;
    try (Stream<Path> files = Files.list(photographs)) {
      originals =
          files
              .filter(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".jpg"))
              .sorted()
              .collect(Collectors.toList());
    }
    if (originals.isEmpty()) {
      throw new IOException(photographs + " has no .jpg files; name a directory with --images");
    }
    Files.createDirectories(target);
    for (int i = 0; i < count; i++) {
      Path original = originals.get(i % originals.size());
      Files.createSymbolicLink(
          target.resolve(String.format(Locale.ROOT, "%07d-%s", i, original.getFileName())),
          original.toAbsolutePath());
    }
  }

  /** Deletes a directory and all it contains, without following links. */
  public static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).collect(Collectors.toList())) {
          Files.delete(file);
        }
      }
    }
  }
}
