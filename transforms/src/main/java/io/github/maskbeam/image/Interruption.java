// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image;

import io.github.maskbeam.image.decode.TimedDecoder;

/** Lets loops of our own end early where {@link TimedDecoder} no longer waits for them. */
public final class Interruption {
  /** Loops ask once in so many steps. */
  static final int STEPS = 1 << 16;

  private Interruption() {}

  /** Ends the work of an interrupted thread; the interrupt stays set. */
  public static void check() throws ImageException {
    if (Thread.currentThread().isInterrupted()) {
      throw ImageException.timedOut("verifying the file was interrupted");
    }
  }

  /** Checks at every {@link #STEPS}th step. */
  public static void checkAt(long step) throws ImageException {
    if ((step & STEPS - 1) == 0) {
      check();
    }
  }
}
