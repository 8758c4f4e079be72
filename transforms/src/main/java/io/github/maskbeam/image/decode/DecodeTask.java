// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.decode;

import io.github.maskbeam.image.ImageException;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A decode that one thread requests and another one runs. Its result is delivered, or the task is
 * abandoned and frees its result and memory when it ends.
 *
 * @param <T> the result
 */
final class DecodeTask<T extends AutoCloseable> implements Callable<T> {
  /** The number of abandoned decodes that is tolerated, since each may use a core and memory. */
  static final int MAX_ABANDONED = 8;

  private static final AtomicInteger ABANDONED = new AtomicInteger();

  private enum State {
    WAITING,
    RUNNING,
    ENDED,
    ABANDONED
  }

  private final DecodeMemory memory;
  private final Decode<T> decode;
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
  private volatile T result;

  /** A task that uses this memory until it has ended or is abandoned before it started. */
  DecodeTask(DecodeMemory memory, Decode<T> decode) {
    this.memory = memory;
    this.decode = decode;
    memory.retain();
  }

  /** Decodes an image or a part of it. */
  interface Decode<T> {
    T run() throws ImageException;
  }

  /** The result, or null if the task was abandoned before it started. */
  @Override
  public T call() throws ImageException {
    if (!state.compareAndSet(State.WAITING, State.RUNNING)) {
      return null;
    }
    try {
      result = decode.run();
      return result;
    } finally {
      memory.release();
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
      memory.release();
      return true;
    }
    ABANDONED.incrementAndGet();
    if (!state.compareAndSet(State.RUNNING, State.ABANDONED)) {
      ABANDONED.decrementAndGet();
      return false;
    }
    memory.abandon();
    return true;
  }

  /** Frees the result of a task that has ended. */
  void discard() {
    if (result != null) {
      try {
        result.close();
      } catch (Exception e) {
        throw new IllegalStateException("a decoded image cannot be closed", e);
      }
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
