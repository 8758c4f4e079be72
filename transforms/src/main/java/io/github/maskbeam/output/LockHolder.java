// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import io.github.maskbeam.schemas.RunLock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Predicate;

/** Tells whether the holder of a lock still exists. */
final class LockHolder {
  /** A lock renewed within this time is active, if the clocks of both machines are right. */
  private static final Duration FRESH = Duration.ofSeconds(30);

  /** Within this time an active holder renews its lock, whatever the clocks say. */
  static final Duration RENEWED_WITHIN = Duration.ofSeconds(30);

  private static final int POLLS = 30;
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path PROCESS_NAMESPACE = Path.of("/proc/self/ns/pid");

  private LockHolder() {}

  /** A lock of this process, taken now. */
  static RunLock thisProcess(String runId, String command) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return RunLock.newBuilder()
        .setRunId(runId)
        .setCommand(command)
        .setHost(host())
        .setMachine(machine())
        .setPid(ProcessHandle.current().pid())
        .setStartedAt(now)
        .setRenewedAt(now)
        .build();
  }

  /**
   * Whether the holder may still be active.
   *
   * @param isJobRunning whether the detached job that holds a lock may still be running
   * @param renewedWithin how long to wait for a renewal by another machine
   */
  static boolean isActive(
      RunLock holder, Predicate<RunLock> isJobRunning, LockFile file, Duration renewedWithin)
      throws IOException, InterruptedException {
    if (holder.getJobName() != null) {
      return isJobRunning.test(holder);
    }
    if (holder.getMachine().equals(machine())) {
      return isAlive(holder);
    }
    Duration age = Duration.between(holder.getRenewedAt(), Instant.now()).abs();
    return age.compareTo(FRESH) < 0 || isRenewed(holder, file, renewedWithin);
  }

  /** A process that started after the lock was taken has only the same id. */
  private static boolean isAlive(RunLock holder) {
    Optional<ProcessHandle> process =
        ProcessHandle.of(holder.getPid()).filter(ProcessHandle::isAlive);
    return process
        .map(
            running ->
                running
                    .info()
                    .startInstant()
                    .map(started -> !started.isAfter(holder.getStartedAt().plusSeconds(1)))
                    .orElse(true))
        .orElse(false);
  }

  private static boolean isRenewed(RunLock holder, LockFile file, Duration within)
      throws IOException, InterruptedException {
    for (int poll = 0; poll < POLLS; poll++) {
      Thread.sleep(within.toMillis() / POLLS);
      Optional<RunLock> now = file.read();
      if (!now.isPresent()) {
        return false;
      }
      if (!now.get().equals(holder)) {
        return true;
      }
    }
    return false;
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown host";
    }
  }

  /** Containers of one machine have process ids of their own; so has a machine after a restart. */
  private static String machine() {
    try {
      return Files.readString(BOOT_ID).strip() + " " + Files.readSymbolicLink(PROCESS_NAMESPACE);
    } catch (IOException | UnsupportedOperationException e) {
      return host();
    }
  }
}
