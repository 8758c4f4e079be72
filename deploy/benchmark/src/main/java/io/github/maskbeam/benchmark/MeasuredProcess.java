// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.benchmark;

import com.google.auto.value.AutoValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What a run took, from the start of its process to its end. Immutable. */
@AutoValue
abstract class MeasuredProcess {
  private static final double NANOS_PER_S = 1e9;
  private static final long SAMPLE_MS = 50;

  /**
   * Runs a command.
   *
   * @param log takes its output
   * @throws IOException if it cannot be started, or fails
   */
  static MeasuredProcess run(List<String> command, Path log)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Duration cpu = Duration.ZERO;
    long peakKb = 0;
    try {
      // The system forgets both as soon as the process has ended.
      while (!process.waitFor(SAMPLE_MS, TimeUnit.MILLISECONDS)) {
        cpu = process.info().totalCpuDuration().orElse(cpu);
        peakKb = Math.max(peakKb, peakKb(process.pid()));
      }
    } finally {
      process.destroyForcibly();
    }
    double seconds = (System.nanoTime() - start) / NANOS_PER_S;
    if (process.exitValue() != 0) {
      throw new IOException("exit code " + process.exitValue() + " of " + command + "; see " + log);
    }
    return new AutoValue_MeasuredProcess(seconds, cpu.toMillis() / 1e3, peakKb >> 10);
  }

  private static long peakKb(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException e) {
      // It has just ended, or this is no Linux.
      return 0;
    }
  }

  /** Wall time. */
  abstract double seconds();

  /** CPU time of all its threads, up to the last sample. */
  abstract double cpuSeconds();

  /** Peak of resident memory, in MiB; 0 where the system does not say it. */
  abstract long peakMib();
}
