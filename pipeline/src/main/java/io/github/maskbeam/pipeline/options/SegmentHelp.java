// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import java.io.PrintStream;

/** The help of {@code segment}. */
public final class SegmentHelp {
  private SegmentHelp() {}

  /** Prints the help. */
  public static void print(PrintStream out) {
    out.println("Usage: maskbeam segment --input='photos/**/*.jpg' --output=out [--model=...]");
    out.println();
    out.println("Segments images: one palette PNG mask per image, and three Parquet tables.");
    OptionsHelp.print(SegmentOptions.class, out);
    out.println();
    out.println(
        "Exit codes: 0 done (each failed image has a row with the reason), 1 the run failed,");
    out.println("            2 invalid arguments, no image was read,");
    out.println("            3 done, but more images failed than --maxFailureFraction allows,");
    out.println("            4 the output is inconsistent.");
  }
}
