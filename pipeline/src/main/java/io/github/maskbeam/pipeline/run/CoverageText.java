// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.run;

import io.github.maskbeam.errors.VisibleText;
import io.github.maskbeam.schemas.ClassCoverageRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Formats table class_coverage: the classes that occur, largest area first. */
final class CoverageText {
  private static final int SHOWN_CLASSES = 12;

  /** Longer names are truncated to fit a terminal. */
  private static final int LONGEST_NAME = 36;

  private static final String ELLIPSIS = "...";

  private CoverageText() {}

  static List<String> lines(List<ClassCoverageRow> coverage) {
    List<ClassCoverageRow> present = new ArrayList<>(coverage);
    present.removeIf(row -> row.getImageCount() == 0);
    if (present.isEmpty()) {
      return List.of("  none, since no image was segmented");
    }
    present.sort(Comparator.comparingDouble(ClassCoverageRow::getAreaFraction).reversed());
    List<ClassCoverageRow> shown = present.subList(0, Math.min(SHOWN_CLASSES, present.size()));
    int nameWidth = "class".length();
    for (ClassCoverageRow row : shown) {
      nameWidth = Math.max(nameWidth, name(row).length());
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "  %-" + nameWidth + "s  %8s  %10s  %12s",
            "class",
            "images",
            "area",
            "area px"));
    for (ClassCoverageRow row : shown) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %-" + nameWidth + "s  %,8d  %8.2f %%  %,12d",
              name(row),
              row.getImageCount(),
              100 * row.getAreaFraction(),
              row.getAreaPx()));
    }
    if (present.size() > shown.size()) {
      lines.add("  and " + (present.size() - shown.size()) + " more in the table");
    }
    return lines;
  }

  private static String name(ClassCoverageRow row) {
    String name = VisibleText.line(row.getClassName());
    return name.length() > LONGEST_NAME
        ? name.substring(0, LONGEST_NAME - ELLIPSIS.length()) + ELLIPSIS
        : name;
  }
}
