// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image;

import io.github.maskbeam.image.decode.TimedDecoder;

/** Ends long loops of a decode that {@link TimedDecoder} has interrupted. */
public final class Interruption {
  /** Loops check for an interrupt once per this many steps; a power of two. */
  static final int STEPS_PER_CHECK = 1 << 16;

  private Interruption() {}

  /** Throws {@code TIMED_OUT} if the thread is interrupted; does not clear the interrupt. */
  public static void check() throws ImageException {
    if (Thread.currentThread().isInterrupted()) {
      throw ImageException.timedOut("verification of the file was interrupted");
    }
  }

  /** Calls {@link #check} if {@code step} is a multiple of {@link #STEPS_PER_CHECK}. */
  public static void checkAt(long step) throws ImageException {
    if ((step & STEPS_PER_CHECK - 1) == 0) {
      check();
    }
  }
}
