// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.errors;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Explains failures by directories for temporary files. Libraries unpack native code there, and
 * report a full directory without its name, if at all.
 */
public final class TemporaryDirectories {
  /** The largest library that is unpacked, DuckDB's, has 61 MB. */
  private static final long LARGEST_LIBRARY_BYTES = 64_000_000;

  private static final String JAVACPP_CACHE = "org.bytedeco.javacpp.cachedir";

  private TemporaryDirectories() {}

  /** What is wrong with the directories of this JVM and how to correct it; empty if nothing is. */
  public static Optional<String> problem() {
    return problem(LARGEST_LIBRARY_BYTES);
  }

  static Optional<String> problem(long minFreeBytes) {
    return directories().entrySet().stream()
        .map(entry -> problem(entry.getKey(), entry.getValue(), minFreeBytes))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** The directories by the system property that sets each. */
  private static Map<String, String> directories() {
    Map<String, String> directories = new LinkedHashMap<>();
    directories.put("java.io.tmpdir", System.getProperty("java.io.tmpdir"));
    String cache = System.getProperty(JAVACPP_CACHE);
    // JavaCPP creates its directory when it unpacks the first library.
    if (cache != null && Files.isDirectory(Path.of(cache))) {
      directories.put(JAVACPP_CACHE, cache);
    }
    return directories;
  }

  private static Optional<String> problem(String property, String directory, long minFreeBytes) {
    String remedy = String.format("choose another directory with -D%s=DIRECTORY", property);
    try {
      Files.delete(Files.createTempFile(Path.of(directory), "maskbeam", ".tmp"));
    } catch (IOException e) {
      return Optional.of(
          String.format(
              "No file can be written in the directory for temporary files, %s (%s): %s.",
              directory, e.getMessage(), remedy));
    }
    long freeBytes = new File(directory).getUsableSpace();
    return freeBytes >= minFreeBytes
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "The directory for temporary files, %s, has only %.1f MB of free space: free some"
                    + " space, or %s.",
                directory,
                freeBytes / 1e6,
                remedy));
  }
}
