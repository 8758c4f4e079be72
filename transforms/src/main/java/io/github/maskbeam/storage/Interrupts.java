// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import io.github.maskbeam.errors.Causes;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import software.amazon.awssdk.core.exception.AbortedException;

/** Detects a thread interrupt in the exceptions of storage clients, which may wrap it. */
final class Interrupts {
  private Interrupts() {}

  /** Whether the thread is interrupted, or a cause of the exception is an interrupt. */
  static boolean caused(Throwable thrown) {
    return Thread.currentThread().isInterrupted()
        || Causes.chain(thrown).stream().anyMatch(Interrupts::isInterrupt);
  }

  private static boolean isInterrupt(Throwable thrown) {
    return thrown instanceof InterruptedException
        || thrown instanceof ClosedByInterruptException
        || thrown instanceof AbortedException
        // Subclasses such as SocketTimeoutException are timeouts.
        || thrown.getClass() == InterruptedIOException.class;
  }
}
