// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.run;

import io.github.maskbeam.schemas.ClassCoverageRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The table class_coverage for a person: classes that occur, the largest share first. */
final class CoverageText {
  private static final int SHOWN_CLASSES = 12;

  private CoverageText() {}

  static List<String> lines(List<ClassCoverageRow> coverage) {
    List<ClassCoverageRow> present = new ArrayList<>(coverage);
    present.removeIf(row -> row.getImageCount() == 0);
    present.sort(Comparator.comparingDouble(ClassCoverageRow::getAreaFraction).reversed());
    int nameWidth = "class".length();
    for (ClassCoverageRow row : present) {
      nameWidth = Math.max(nameWidth, row.getClassName().length());
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            "  %-" + nameWidth + "s  %8s  %10s  %12s", "class", "images", "area", "area px"));
    for (ClassCoverageRow row : present.subList(0, Math.min(SHOWN_CLASSES, present.size()))) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %-" + nameWidth + "s  %,8d  %8.2f %%  %,12d",
              row.getClassName(),
              row.getImageCount(),
              100 * row.getAreaFraction(),
              row.getAreaPx()));
    }
    if (present.size() > SHOWN_CLASSES) {
      lines.add(String.format("  and %d more in the table", present.size() - SHOWN_CLASSES));
    }
    return lines;
  }
}
