// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import io.github.maskbeam.errors.VisibleText;
import java.io.PrintStream;
import java.util.List;

/** What {@code query} without a question suggests to ask. */
final class QueryExamples {
  private QueryExamples() {}

  /** Prints commands that query these outputs. */
  static void print(List<String> outputs, PrintStream err) {
    String shown = VisibleText.line(String.join(" ", outputs));
    err.println();
    err.println("More questions, for example:");
    err.printf("  maskbeam query %s --cooccurrence%n", shown);
    err.printf(
        "  maskbeam query %s \"SELECT image_uri, area_px FROM class_areas"
            + " WHERE area_fraction > 0.5 ORDER BY area_px DESC\"%n",
        shown);
    err.printf(
        "  maskbeam query %s --format=csv \"SELECT status, failure_code, count(*) AS images"
            + " FROM images GROUP BY ALL\"%n",
        shown);
  }
}
