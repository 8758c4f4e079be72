// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

/**
 * Looks things up in storage, several at once: a worker thread that waits for one file after the
 * other does nothing most of the time. Results come in the order of their lookups.
 *
 * <p>Not thread-safe; the owner closes it.
 */
final class Lookups<T> implements AutoCloseable {
  private static final int THREADS = 8;

  /** Enough for all threads while one of them waits long. */
  private static final int MAX_PENDING = 8 * THREADS;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(THREADS, daemons(Thread.currentThread()));
  private final Deque<Future<T>> pending = new ArrayDeque<>();

  private static ThreadFactory daemons(Thread owner) {
    return task -> {
      Thread thread = new Thread(task, owner.getName() + "-lookup");
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Starts a lookup, which runs in another thread. */
  void add(Callable<T> lookup) {
    pending.add(threads.submit(lookup));
  }

  /** Whether a result has to be taken before the next lookup is added. */
  boolean isFull() {
    return pending.size() >= MAX_PENDING;
  }

  /** Whether the results of all lookups have been taken. */
  boolean isEmpty() {
    return pending.isEmpty();
  }

  /**
   * Takes the next result, and waits for it.
   *
   * @throws IOException if the lookup failed with it
   */
  T next() throws IOException, InterruptedException {
    try {
      return pending.remove().get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof RuntimeException) {
        throw (RuntimeException) cause;
      }
      if (cause instanceof Error) {
        throw (Error) cause;
      }
      throw new IOException(cause.getMessage(), cause);
    }
  }

  /** Ends all lookups and their threads. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
