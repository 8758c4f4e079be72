// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.errors;

/** Finds root causes. */
public final class Causes {
  /** Longer chains are assumed to be cyclic. */
  private static final int DEEPEST = 100;

  private Causes() {}

  /** The last cause of the chain. */
  public static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    for (int depth = 0; root.getCause() != null && depth < DEEPEST; depth++) {
      root = root.getCause();
    }
    return root;
  }
}
