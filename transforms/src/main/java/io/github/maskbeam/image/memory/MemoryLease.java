// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.memory;

/**
 * Memory acquired from {@link ImageMemory} for one image. {@link #close()} releases it; a second
 * call has no effect. Thread-safe.
 */
public final class MemoryLease implements AutoCloseable {
  private final MemoryPool.Lease heap;
  private final MemoryPool.Lease outside;

  MemoryLease(MemoryPool.Lease heap, MemoryPool.Lease outside) {
    this.heap = heap;
    this.outside = outside;
  }

  /** Marks the memory as abandoned: it is unknown when it will be released. */
  public void abandon() {
    heap.abandon();
    outside.abandon();
  }

  @Override
  public void close() {
    outside.close();
    heap.close();
  }
}
