// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.memory;

/**
 * Memory that was taken from {@link ImageMemory} for one image, given back when closed; a second
 * call does nothing. Thread-safe.
 */
public final class MemoryLease implements AutoCloseable {
  private final MemoryPool.Lease heap;
  private final MemoryPool.Lease outside;

  MemoryLease(MemoryPool.Lease heap, MemoryPool.Lease outside) {
    this.heap = heap;
    this.outside = outside;
  }

  /** Records that it is unknown when this is closed. */
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
