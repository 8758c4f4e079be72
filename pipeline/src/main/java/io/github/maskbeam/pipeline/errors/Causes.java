// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.errors;

/** What made something go wrong in the first place. */
public final class Causes {
  /** Longer chains of causes are taken for circles. */
  private static final int DEEPEST = 100;

  private Causes() {}

  /** The cause that has no cause itself. */
  public static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    for (int depth = 0; root.getCause() != null && depth < DEEPEST; depth++) {
      root = root.getCause();
    }
    return root;
  }
}
