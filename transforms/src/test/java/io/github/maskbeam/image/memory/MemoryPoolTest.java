// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.memory;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MemoryPoolTest {
  private final MemoryPool pool = new MemoryPool();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  @Test
  void acquireBlocksUntilEnoughMemoryIsReleased() throws Exception {
    MemoryLease first = pool.acquire(60, 100);
    MemoryLease second = pool.acquire(40, 100);
    Future<MemoryLease> waiting = acquiring(50);
    second.close();
    assertThat(isWaiting(waiting), is(true));
    first.shrinkTo(50);
    waiting.get().close();
    assertThat(pool.usedBytes(), is(50L));
    first.close();
    first.close();
    assertThat(pool.usedBytes(), is(0L));
  }

  @Test
  void smallRequestsOvertakeALargeOneForALimitedTime() throws Exception {
    MemoryLease first = pool.acquire(60, 100);
    Future<MemoryLease> large = acquiring(100);
    assertThat(isWaiting(large), is(true));
    passing(10).get();
    // A stream of small requests, which alone would always succeed, until one does not.
    Future<?> small;
    do {
      small = passing(10);
    } while (!isWaiting(small));
    first.close();
    large.get().close();
    small.get();
    assertThat(pool.usedBytes(), is(0L));
  }

  @Test
  void eachRequestHasItsOwnLimit() throws Exception {
    MemoryLease first = pool.acquire(60, 100);
    Future<MemoryLease> strict = threads.submit(() -> pool.acquire(10, 50));
    assertThat(isWaiting(strict), is(true));
    first.close();
    strict.get().close();
  }

  @Test
  void anInterruptedRequestLeasesNothing() throws Exception {
    // Often enough that the interrupt and the signal of the released memory meet.
    for (int i = 0; i < 2_000; i++) {
      MemoryLease first = pool.acquire(60, 100);
      Thread waiting = new Thread(this::acquireAndKeep);
      waiting.start();
      while (waiting.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
      waiting.interrupt();
      first.close();
      // The interrupted request must not block the queue.
      pool.acquire(100, 100).close();
      waiting.join();
      assertThat(pool.usedBytes(), is(0L));
    }
  }

  private void acquireAndKeep() {
    try {
      pool.acquire(50, 100);
    } catch (InterruptedException e) {
      // Expected: it leased nothing.
    }
  }

  private Future<MemoryLease> acquiring(long bytes) {
    return threads.submit(() -> pool.acquire(bytes, 100));
  }

  /**
   * A lease that its own thread closes, so that it holds nothing while the test looks elsewhere.
   */
  private Future<?> passing(long bytes) {
    return threads.submit(
        () -> {
          pool.acquire(bytes, 100).close();
          return null;
        });
  }

  private static boolean isWaiting(Future<?> lease)
      throws InterruptedException, ExecutionException {
    try {
      lease.get(200, TimeUnit.MILLISECONDS);
      return false;
    } catch (TimeoutException e) {
      return true;
    }
  }
}
