// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.benchmark;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Images that need no content: a stub segments them. */
final class ScaleInputs {
  private static final int FILES_PER_DIRECTORY = 1000;

  private ScaleInputs() {}

  /** Writes a manifest of URIs; no storage has these images. */
  static void manifest(Path file, int count) throws IOException {
    try (BufferedWriter lines = Files.newBufferedWriter(file)) {
      for (int i = 0; i < count; i++) {
        lines.write("s3://a-bucket-of-photographs/" + name(i) + "\n");
      }
    }
  }

  /** Writes files of one byte, 1000 per directory. */
  static void files(Path directory, int count) throws IOException {
    byte[] content = {0};
    for (int i = 0; i < count; i++) {
      Path file = directory.resolve(name(i));
      if (i % FILES_PER_DIRECTORY == 0) {
        Files.createDirectories(file.getParent());
      }
      Files.write(file, content);
    }
  }

  /** Of a usual length. */
  private static String name(int number) {
    return String.format(
        Locale.ROOT, "2026/%06d/IMG_%08d.jpg", number / FILES_PER_DIRECTORY, number);
  }
}
