// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage.http;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.http.client.methods.HttpUriRequest;

/**
 * Aborts a transfer that takes too long in total. The timeout of a socket applies to each read, so
 * a server that sends a byte from time to time never exceeds it.
 *
 * <p>All transfers share one thread, which ends when there has been no transfer for a second: a
 * thread that lives on would keep the class loader of a Flink job alive. Thread-safe.
 */
final class TransferDeadline implements AutoCloseable {
  private static final ScheduledThreadPoolExecutor TIMER = timer();

  private final Duration limit;
  private final long endNanos;
  private final Future<?> timeout;
  private HttpUriRequest request;

  private TransferDeadline(Duration limit) {
    this.limit = limit;
    this.endNanos = System.nanoTime() + limit.toNanos();
    this.timeout = TIMER.schedule(this::expire, limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static ScheduledThreadPoolExecutor timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "maskbeam-http-deadline");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
    timer.setKeepAliveTime(1, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
    return timer;
  }

  /** Starts now. The caller closes it when the transfer has ended. */
  static TransferDeadline start(Duration limit) {
    return new TransferDeadline(limit);
  }

  /** Aborts this request, instead of the previous one, when the time is over. */
  synchronized void guard(HttpUriRequest next) throws SocketTimeoutException {
    check();
    request = next;
  }

  private synchronized void expire() {
    if (request != null) {
      request.abort();
    }
  }

  /** The timeout if that is why the transfer failed, otherwise the exception itself. */
  IOException explain(IOException e) {
    if (!isOver()) {
      return e;
    }
    SocketTimeoutException timedOut = exceeded();
    timedOut.initCause(e);
    return timedOut;
  }

  /**
   * Throws if the time is over.
   *
   * @throws SocketTimeoutException also for data that the connection has buffered
   */
  void check() throws SocketTimeoutException {
    if (isOver()) {
      throw exceeded();
    }
  }

  private boolean isOver() {
    return System.nanoTime() - endNanos >= 0;
  }

  private SocketTimeoutException exceeded() {
    return new SocketTimeoutException("the transfer took longer than " + limit.toSeconds() + " s");
  }

  @Override
  public void close() {
    timeout.cancel(false);
  }
}
