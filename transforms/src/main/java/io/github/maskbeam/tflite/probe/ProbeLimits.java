// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite.probe;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.natives.ResidentMemory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What a child process may use. */
@AutoValue
abstract class ProbeLimits {
  private static final Duration MAX_TIME = Duration.ofMinutes(2);
  private static final long MAX_BYTES = 4L << 30;

  /** Two minutes, and half of the machine's or container's memory but at most 4 GiB. */
  static ProbeLimits ofMachine() {
    OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    long half =
        system instanceof com.sun.management.OperatingSystemMXBean
            ? ((com.sun.management.OperatingSystemMXBean) system).getTotalPhysicalMemorySize() / 2
            : MAX_BYTES;
    return of(MAX_TIME, Math.min(MAX_BYTES, half));
  }

  static ProbeLimits of(Duration maxTime, long maxBytes) {
    return new AutoValue_ProbeLimits(maxTime, maxBytes);
  }

  /** For one model, the start of the process included. */
  abstract Duration maxTime();

  /** Resident memory of the process. Applies where {@link ResidentMemory} knows it. */
  abstract long maxBytes();

  /** Lets Linux end this process, and not its parent, if memory runs out before a limit does. */
  static void sacrifice(long pid) {
    try {
      Files.writeString(Path.of("/proc/" + pid + "/oom_score_adj"), "1000");
    } catch (IOException e) {
      // Another operating system, or the process has ended.
      return;
    }
  }
}
