// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.memory;

/**
 * Memory acquired from {@link ImageMemory} for one image besides its file, in the Java heap and
 * native. {@link #close()} releases it; a second call has no effect. Thread-safe.
 */
public final class ImageLease implements AutoCloseable {
  private final MemoryLease heap;
  private final MemoryLease outside;

  ImageLease(MemoryLease heap, MemoryLease outside) {
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
