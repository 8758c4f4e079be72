// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import java.io.PrintStream;

/** The help of {@code evaluate}. */
public final class EvaluateHelp {
  private EvaluateHelp() {}

  /** Prints the help. */
  public static void print(PrintStream out) {
    out.println("Usage: maskbeam evaluate OUT --groundTruth=DIR [--map=...]");
    out.println();
    out.println(
        "Compares the masks that 'maskbeam segment' wrote to OUT with ground truth, and writes");
    out.println("the tables images, classes and confusion to OUT/evaluation.");
    OptionsHelp.print(EvaluateOptions.class, out);
    out.println();
    out.println(
        "Exit codes: 0 done, 1 the evaluation failed, 2 invalid arguments, nothing was compared,");
    out.println("            3 done, but some images could not be compared,");
    out.println("            4 the tables are inconsistent.");
  }
}
