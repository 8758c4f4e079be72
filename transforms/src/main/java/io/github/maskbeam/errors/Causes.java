// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.errors;

import java.util.ArrayList;
import java.util.List;

/** Reads exceptions: their causes and their messages. */
public final class Causes {
  /** Longer chains are assumed to be cyclic. */
  private static final int MAX_DEPTH = 100;

  private Causes() {}

  /** The exception and its causes, outermost first; at most 100 of them. */
  public static List<Throwable> chain(Throwable thrown) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable cause = thrown;
        cause != null && chain.size() < MAX_DEPTH;
        cause = cause.getCause()) {
      chain.add(cause);
    }
    return chain;
  }

  /** The last cause of the chain. */
  public static Throwable root(Throwable thrown) {
    List<Throwable> chain = chain(thrown);
    return chain.get(chain.size() - 1);
  }

  /** The first line of the message; the name of the class if there is no message. */
  public static String firstLine(Throwable thrown) {
    return thrown.getMessage() == null || thrown.getMessage().isBlank()
        ? thrown.getClass().getSimpleName()
        : thrown.getMessage().strip().lines().findFirst().get();
  }
}
