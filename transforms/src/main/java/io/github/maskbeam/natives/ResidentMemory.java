// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.natives;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The memory of a process that is in RAM, native memory included. Stateless and thread-safe. */
public final class ResidentMemory {
  private static final String RESIDENT = "VmRSS:";
  private static final int BYTES_PER_KB = 1024;

  private ResidentMemory() {}

  /** The resident memory of a process, in bytes; only Linux reports it in a file. */
  public static OptionalLong bytes(long pid) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
        if (line.startsWith(RESIDENT)) {
          String kb = line.substring(RESIDENT.length()).replace("kB", "").trim();
          return OptionalLong.of(Long.parseLong(kb) * BYTES_PER_KB);
        }
      }
    } catch (IOException | NumberFormatException e) {
      // Another operating system, or the process has ended.
      return OptionalLong.empty();
    }
    return OptionalLong.empty();
  }
}
