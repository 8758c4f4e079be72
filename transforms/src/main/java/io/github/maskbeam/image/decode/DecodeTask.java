// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.decode;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.memory.ImageFile;
import io.github.maskbeam.image.memory.ImageLease;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A decode that one thread requests and another one runs. Its result is delivered, or the task is
 * abandoned and releases its file, memory and image when it ends.
 */
final class DecodeTask implements Callable<DecodedImage> {
  /** The number of abandoned decodes that is tolerated, since each may use a core and memory. */
  static final int MAX_ABANDONED = 8;

  private static final AtomicInteger ABANDONED = new AtomicInteger();

  private enum State {
    WAITING,
    RUNNING,
    ENDED,
    ABANDONED
  }

  private final ImageFile file;
  private final ImageLease lease;
  private final Decode decode;
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
  private volatile DecodedImage image;

  DecodeTask(ImageFile file, ImageLease lease, Decode decode) {
    this.file = file;
    this.lease = lease;
    this.decode = decode;
  }

  /** Decodes the content of a file. */
  interface Decode {
    DecodedImage of(byte[] content) throws ImageException;
  }

  /** The image, or null if the task was abandoned before it started. */
  @Override
  public DecodedImage call() throws ImageException {
    if (!state.compareAndSet(State.WAITING, State.RUNNING)) {
      return null;
    }
    try {
      image = decode.of(file.content());
      image.keep(lease);
      return image;
    } finally {
      file.close();
      if (image == null) {
        lease.close();
      }
      if (!state.compareAndSet(State.RUNNING, State.ENDED)) {
        discard();
        ABANDONED.decrementAndGet();
      }
    }
  }

  /**
   * Abandons the task: one that runs frees what it holds when it ends, one that has not started
   * never does and frees it now. Returns false if it has ended and its result is to be fetched.
   */
  boolean abandon() {
    if (state.compareAndSet(State.WAITING, State.ABANDONED)) {
      file.close();
      lease.close();
      return true;
    }
    ABANDONED.incrementAndGet();
    if (!state.compareAndSet(State.RUNNING, State.ABANDONED)) {
      ABANDONED.decrementAndGet();
      return false;
    }
    file.abandon();
    lease.abandon();
    return true;
  }

  /** Frees the result of a task that has ended. */
  void discard() {
    if (image != null) {
      image.close();
    }
  }

  /** How many abandoned tasks of this JVM still run. */
  static int abandoned() {
    return ABANDONED.get();
  }

  static void requireFewAbandoned() {
    int running = ABANDONED.get();
    if (running > MAX_ABANDONED) {
      throw new IllegalStateException(
          String.format(
              "%d decodes went beyond --maxDecodeSeconds and still run; more than %d would wear the"
                  + " machine down: raise --maxDecodeSeconds or leave these images out",
              running, MAX_ABANDONED));
    }
  }
}
