// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.memory;

/** Bytes in use, given back by {@link #close()}; a second call does nothing. Thread-safe. */
public final class MemoryLease implements AutoCloseable {
  private final MemoryPool pool;
  private long bytes;
  private boolean abandoned;

  MemoryLease(MemoryPool pool, long bytes) {
    this.pool = pool;
    this.bytes = bytes;
  }

  /** How many bytes are held. */
  public synchronized long bytes() {
    return bytes;
  }

  /** Gives back what is more than this. */
  public synchronized void shrinkTo(long needed) {
    if (needed < bytes) {
      pool.change(needed - bytes, abandoned ? needed - bytes : 0);
      bytes = needed;
    }
  }

  /** Notes that nobody knows when this is given back. */
  synchronized void abandon() {
    if (!abandoned) {
      abandoned = true;
      pool.change(0, bytes);
    }
  }

  @Override
  public void close() {
    shrinkTo(0);
  }
}
