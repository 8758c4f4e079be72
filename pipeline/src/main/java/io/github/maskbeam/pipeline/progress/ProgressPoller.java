// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.progress;

import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Prints the progress of a run every second in its own thread, for runners whose {@code run()}
 * returns only when the job has ended. The caller of {@link #start} closes it.
 */
public final class ProgressPoller implements AutoCloseable {
  private static final long INTERVAL_S = 1;

  private final ScheduledExecutorService executor;

  private ProgressPoller(ScheduledExecutorService executor) {
    this.executor = executor;
  }

  public static ProgressPoller start(Progress progress, Supplier<Optional<ImageCounts>> live) {
    ScheduledExecutorService executor =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "maskbeam-progress");
              thread.setDaemon(true);
              return thread;
            });
    // A poll that fails ends the display of progress, never the run.
    Future<?> unused =
        executor.scheduleWithFixedDelay(
            () -> live.get().ifPresent(progress::update), INTERVAL_S, INTERVAL_S, TimeUnit.SECONDS);
    return new ProgressPoller(executor);
  }

  @Override
  public void close() {
    executor.shutdownNow();
    try {
      // Waits for a poll in progress, so that no progress is printed after the summary.
      executor.awaitTermination(INTERVAL_S * 10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
