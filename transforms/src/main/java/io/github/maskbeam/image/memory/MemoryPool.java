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
 * Counts bytes that are in use and lets who needs more wait until there is room. Who came first
 * goes first, except that a smaller need may pass a larger one that has not waited long.
 *
 * <p>Thread-safe. Each caller brings its limit, so that jobs with different ones can share a JVM.
 */
final class MemoryPool {
  /** From then on a waiting need lets no other pass, or a stream of small ones could starve it. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** How long to wait for an abandoned decode to end where nothing else can free the memory. */
  private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Lock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Waiter> waiters = new ArrayDeque<>();
  private long usedBytes;
  private long abandonedBytes;

  /**
   * Waits until there is room, and takes it.
   *
   * @param bytes at most {@code limitBytes}
   * @throws IllegalStateException if there is no room because of decodes that do not end
   */
  MemoryLease take(long bytes, long limitBytes) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Waiter waiter = new Waiter();
      waiters.addLast(waiter);
      try {
        while (!mayEnter(waiter, bytes, limitBytes)) {
          waiter.requireProgress(bytes > limitBytes - abandonedBytes, abandonedBytes);
          changed.await(1, TimeUnit.SECONDS);
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

  private boolean mayEnter(Waiter waiter, long bytes, long limitBytes) {
    Waiter eldest = waiters.getFirst();
    return bytes <= limitBytes - usedBytes
        && (eldest == waiter || System.nanoTime() - eldest.since < PATIENCE_NANOS);
  }

  long usedBytes() {
    lock.lock();
    try {
      return usedBytes;
    } finally {
      lock.unlock();
    }
  }

  void change(long moreUsed, long moreAbandoned) {
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
      } else if (System.nanoTime() - blockedSince > STUCK_NANOS) {
        throw new IllegalStateException(
            String.format(
                "Decodes that went beyond --maxDecodeSeconds still hold %d bytes, so that the next"
                    + " image finds no room; raise --maxDecodeSeconds or leave these images out",
                abandonedBytes));
      }
    }
  }
}
