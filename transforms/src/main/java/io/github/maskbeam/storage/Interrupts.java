// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import io.github.maskbeam.errors.Causes;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import software.amazon.awssdk.core.exception.AbortedException;

/** Recognizes an interrupt of the thread in what storage clients make of it. */
final class Interrupts {
  private Interrupts() {}

  /** Whether the thread is interrupted, or a client took its interrupt and threw this for it. */
  static boolean caused(Throwable thrown) {
    return Thread.currentThread().isInterrupted()
        || Causes.chain(thrown).stream().anyMatch(Interrupts::isInterrupt);
  }

  private static boolean isInterrupt(Throwable thrown) {
    return thrown instanceof InterruptedException
        || thrown instanceof ClosedByInterruptException
        || thrown instanceof AbortedException
        // Its subclasses, such as SocketTimeoutException, are time-outs.
        || thrown.getClass() == InterruptedIOException.class;
  }
}
