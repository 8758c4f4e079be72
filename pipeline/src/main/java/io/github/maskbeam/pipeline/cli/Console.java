// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.progress.Progress;
import java.io.PrintStream;

/** Where a command writes: results to one stream, progress and problems to the other. */
public final class Console {
  private final PrintStream out;
  private final PrintStream err;
  private final Progress.Display display;

  /** A console of these streams. */
  public Console(PrintStream out, PrintStream err, Progress.Display display) {
    this.out = out;
    this.err = err;
    this.display = display;
  }

  /** For results. */
  public PrintStream out() {
    return out;
  }

  /** For progress and problems. */
  public PrintStream err() {
    return err;
  }

  /** Writes a problem to {@link #err}, in the one form for all: {@code maskbeam: CODE: message}. */
  void print(Problem problem) {
    err.println("maskbeam: " + problem);
  }

  /** What {@link #err} is. */
  public Progress.Display display() {
    return display;
  }
}
