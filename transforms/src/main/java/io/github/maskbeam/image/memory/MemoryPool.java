// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.memory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts leased bytes and blocks callers until their request fits a limit. Requests are granted in
 * the order of arrival, except that a smaller request may overtake a larger one that has not waited
 * long.
 *
 * <p>Thread-safe. Each caller passes its own limit, so jobs with different limits can share a JVM.
 */
final class MemoryPool {
  /** A request can be overtaken for this long, so a stream of small requests cannot starve it. */
  private static final long OVERTAKING_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** How long to wait for abandoned decodes if only their end can free enough memory. */
  private static final long MAX_BLOCKED_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Lock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Waiter> waiters = new ArrayDeque<>();
  private long usedBytes;
  private long abandonedBytes;

  /**
   * Acquires a lease. Blocks until the leased bytes stay within the limit.
   *
   * @param bytes the size of the lease, at most {@code limitBytes}
   * @throws IllegalStateException if abandoned decodes hold the memory for too long
   * @throws InterruptedException if the caller was interrupted before the lease was granted
   */
  MemoryLease acquire(long bytes, long limitBytes) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Waiter waiter = new Waiter();
      waiters.addLast(waiter);
      try {
        while (!canAcquire(waiter, bytes, limitBytes)) {
          waiter.requireProgress(bytes > limitBytes - abandonedBytes, abandonedBytes);
          changed.await(1, TimeUnit.SECONDS);
          // If a signal and an interrupt meet, await returns normally and keeps the interrupt.
          if (Thread.interrupted()) {
            throw new InterruptedException("Interrupted while waiting for memory");
          }
        }
      } finally {
        waiters.remove(waiter);
        changed.signalAll();
      }
      usedBytes += bytes;
      return new MemoryLease(this, bytes);
    } finally {
      lock.unlock();
    }
  }

  private boolean canAcquire(Waiter waiter, long bytes, long limitBytes) {
    Waiter first = waiters.getFirst();
    return bytes <= limitBytes - usedBytes
        && (first == waiter || System.nanoTime() - first.since < OVERTAKING_NANOS);
  }

  long usedBytes() {
    lock.lock();
    try {
      return usedBytes;
    } finally {
      lock.unlock();
    }
  }

  void update(long moreUsed, long moreAbandoned) {
    lock.lock();
    try {
      usedBytes += moreUsed;
      abandonedBytes += moreAbandoned;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static final class Waiter {
    private final long since = System.nanoTime();
    private long blockedSince;

    private void requireProgress(boolean isBlocked, long abandonedBytes) {
      if (!isBlocked) {
        blockedSince = 0;
      } else if (blockedSince == 0) {
        blockedSince = System.nanoTime();
      } else if (System.nanoTime() - blockedSince > MAX_BLOCKED_NANOS) {
        throw new IllegalStateException(
            String.format(
                "Decodes that exceeded --maxDecodeSeconds still hold %d bytes, so there is not"
                    + " enough memory for the next image: raise --maxDecodeSeconds or exclude these"
                    + " images",
                abandonedBytes));
      }
    }
  }
}
