// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.memory;

/** Leased bytes, released by {@link #close()}; a second call has no effect. Thread-safe. */
public final class MemoryLease implements AutoCloseable {
  private final MemoryPool pool;
  private long bytes;
  private boolean abandoned;

  MemoryLease(MemoryPool pool, long bytes) {
    this.pool = pool;
    this.bytes = bytes;
  }

  /** The number of leased bytes. */
  public synchronized long bytes() {
    return bytes;
  }

  /** Reduces the lease to {@code needed} bytes; has no effect if it is not larger. */
  public synchronized void shrinkTo(long needed) {
    if (needed < bytes) {
      pool.update(needed - bytes, abandoned ? needed - bytes : 0);
      bytes = needed;
    }
  }

  /** Marks the lease as abandoned: it is unknown when it will be released. */
  synchronized void abandon() {
    if (!abandoned) {
      abandoned = true;
      pool.update(0, bytes);
    }
  }

  @Override
  public void close() {
    shrinkTo(0);
  }
}
