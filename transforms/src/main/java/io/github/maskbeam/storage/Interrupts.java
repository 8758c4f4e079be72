// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import software.amazon.awssdk.core.exception.AbortedException;

/** Recognizes an interrupt of the thread in what storage clients make of it. */
final class Interrupts {
  /** A longer chain of causes is a cycle. */
  private static final int MAX_DEPTH = 20;

  private Interrupts() {}

  /** Whether the thread is interrupted, or a client took its interrupt and threw this for it. */
  static boolean caused(Throwable thrown) {
    Throwable cause = thrown;
    boolean isInterrupt = Thread.currentThread().isInterrupted();
    for (int depth = 0; !isInterrupt && cause != null && depth < MAX_DEPTH; depth++) {
      isInterrupt = isInterrupt(cause);
      cause = cause.getCause();
    }
    return isInterrupt;
  }

  private static boolean isInterrupt(Throwable thrown) {
    return thrown instanceof InterruptedException
        || thrown instanceof ClosedByInterruptException
        || thrown instanceof AbortedException
        // Its subclasses, such as SocketTimeoutException, are time-outs.
        || thrown.getClass() == InterruptedIOException.class;
  }
}
