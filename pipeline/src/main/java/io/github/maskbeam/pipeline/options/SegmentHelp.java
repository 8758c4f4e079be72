// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import java.io.PrintStream;

/** The help of {@code segment}: its options as {@link SegmentOptions} declares them. */
public final class SegmentHelp {
  private SegmentHelp() {}

  public static void print(PrintStream out) {
    out.println("Usage: maskbeam segment --input='photos/**/*.jpg' --output=out [--model=...]");
    out.println();
    out.println("Segments images: a palette PNG for each, and three Parquet tables over all.");
    out.println();
    OptionsHelp.print(SegmentOptions.class, out);
    out.println();
    out.println("Exit codes: 0 done (failed images have a row that says why), 1 broke off,");
    out.println(
        "            2 bad use, no image was read, 3 more failed than --maxFailureFraction,");
    out.println("            4 the output contradicts itself.");
  }
}
