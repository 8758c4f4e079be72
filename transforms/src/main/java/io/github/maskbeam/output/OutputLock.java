// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import io.github.maskbeam.errors.VisibleText;
import io.github.maskbeam.schemas.RunLock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to change an output directory, which one command has at a time: the file run.lock. A
 * thread renews it every 10 s. A lock whose holder is gone is taken over.
 *
 * <p>No storage that Beam supports offers a common way to create a file exclusively. So the lock is
 * written and, after a pause, read again: of commands that write at the same time, the last one
 * keeps it. {@link #requireHeld} must be called before a commit.
 *
 * <p>Thread-safe. The owner closes it, which deletes the file.
 */
public final class OutputLock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OutputLock.class);
  private static final Duration RENEWAL = Duration.ofSeconds(10);

  private final OutputLayout output;
  private final LockFile file;
  private final ScheduledExecutorService renewals;
  private RunLock lock;
  private boolean isDetached;

  private OutputLock(OutputLayout output, LockFile file, RunLock lock) {
    this.output = output;
    this.file = file;
    this.lock = lock;
    this.renewals = Executors.newSingleThreadScheduledExecutor(OutputLock::daemon);
    Future<?> unused =
        renewals.scheduleAtFixedRate(
            this::renew, RENEWAL.toMillis(), RENEWAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Takes the lock of an output directory. If another machine holds a lock that looks abandoned,
   * waits for up to 30 s for its renewal.
   *
   * @param command the name of the command
   * @param isJobRunning whether the detached job that holds a lock may still be running
   * @throws OutputLockedException if another command holds the lock
   * @throws IOException if the lock cannot be read or written
   */
  public static OutputLock acquire(
      OutputLayout output, String command, Predicate<RunLock> isJobRunning)
      throws OutputLockedException, IOException, InterruptedException {
    LockFile file = LockFile.of(output);
    Optional<RunLock> holder = file.read();
    if (holder.isPresent()) {
      if (LockHolder.isActive(holder.get(), isJobRunning, file, LockHolder.RENEWED_WITHIN)) {
        throw new OutputLockedException(output, holder.get());
      }
      LOG.warn(
          "Took over the lock of {}: run {} has ended without releasing it",
          VisibleText.line(output.root()),
          VisibleText.line(holder.get().getRunId()));
    }
    RunLock lock = LockHolder.thisProcess(UUID.randomUUID().toString(), command);
    RunLock written = file.write(lock);
    if (!written.getRunId().equals(lock.getRunId())) {
      throw new OutputLockedException(output, written);
    }
    return new OutputLock(output, file, lock);
  }

  /** The id of the run that holds this lock. */
  public String runId() {
    return lock.getRunId();
  }

  /**
   * Checks that this lock is still held.
   *
   * @throws OutputLockedException if another command has taken it over
   * @throws IOException if the lock cannot be read, or was deleted
   */
  public synchronized void requireHeld() throws OutputLockedException, IOException {
    Optional<RunLock> holder = file.read();
    if (!holder.isPresent()) {
      throw new IOException(output.runLock() + " was deleted while this command was running");
    }
    if (!holder.get().getRunId().equals(runId())) {
      throw new OutputLockedException(output, holder.get());
    }
  }

  /**
   * Leaves the lock to a detached job; closing this lock then does not delete the file.
   *
   * @param flinkMaster the address of the job's cluster, if known
   * @throws IOException if the lock cannot be written
   */
  public synchronized void handOver(String jobName, Optional<String> flinkMaster)
      throws IOException {
    isDetached = true;
    lock =
        RunLock.newBuilder(lock)
            .setJobName(jobName)
            .setFlinkMaster(flinkMaster.orElse(null))
            .build();
    file.replace(lock);
  }

  /** Undoes {@link #handOver}, because the job could not be submitted. */
  public synchronized void takeBack() {
    isDetached = false;
  }

  /** A renewal that fails is repeated after the interval; other commands wait longer than that. */
  private synchronized void renew() {
    try {
      Optional<RunLock> holder = file.read();
      if (!isDetached && holder.isPresent() && holder.get().getRunId().equals(runId())) {
        lock =
            RunLock.newBuilder(lock)
                .setRenewedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .build();
        file.replace(lock);
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("Cannot renew {}: {}", VisibleText.line(output.runLock()), VisibleText.line(e));
    }
  }

  private static Thread daemon(Runnable run) {
    Thread thread = new Thread(run, "maskbeam-lock");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public synchronized void close() throws IOException {
    renewals.shutdownNow();
    if (!isDetached) {
      file.deleteIfHeldBy(runId());
    }
  }
}
