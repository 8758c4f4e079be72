// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.progress.Progress;
import java.io.PrintStream;

/** The output streams of a command: one for results, one for progress and problems. */
public final class Console {
  private final PrintStream out;
  private final PrintStream err;
  private final Progress.Display display;

  /** A console with these streams, see {@link VisibleStream}. */
  public Console(PrintStream out, PrintStream err, Progress.Display display) {
    this.out = new VisibleStream(out);
    this.err = new VisibleStream(err);
    this.display = display;
  }

  /** The stream for results. */
  public PrintStream out() {
    return out;
  }

  /** The stream for progress and problems. */
  public PrintStream err() {
    return err;
  }

  /** Prints a problem to {@link #err} in the form {@code maskbeam: CODE: message}. */
  void print(Problem problem) {
    err.println("maskbeam: " + problem.printed());
  }

  /** The kind of output that {@link #err} is. */
  public Progress.Display display() {
    return display;
  }
}
