// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.export;

import io.github.maskbeam.errors.VisibleText;
import io.github.maskbeam.pipeline.options.CheckedExport;
import io.github.maskbeam.pipeline.options.Coordinates;
import io.github.maskbeam.pipeline.options.ExportFormat;
import io.github.maskbeam.pipeline.progress.Figures;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The summary of an export, for people. */
public final class ExportText {
  /** The number of classes to name. */
  private static final int LISTED = 10;

  private ExportText() {}

  /** Prints what was written and what was left out. */
  public static void print(CheckedExport job, ExportReport report, PrintStream out) {
    boolean hasRegions = Formats.holdsRegions(job);
    out.printf(
        "export    %s (%s, %s of %s%s)%n",
        VisibleText.line(job.target().uri()),
        Figures.counted(report.images(), "image", "images"),
        hasRegions
            ? Figures.counted(report.objects(), "polygon", "polygons")
            : Figures.counted(report.objects(), "mask", "masks"),
        Figures.counted(report.classesFound(), "class", "classes"),
        hasRegions ? ", " + Figures.counted(report.points(), "point", "points") : "");
    if (hasRegions) {
      out.println("outlines  " + outlines(job));
    }
    List<String> left = leftOut(job, report);
    if (!left.isEmpty()) {
      out.println("left out  " + String.join("; ", left));
    }
  }

  private static String outlines(CheckedExport job) {
    double tolerancePx = job.settings().tolerancePx();
    return (tolerancePx > 0
            ? String.format(Locale.ROOT, "simplified by %s px", tolerancePx)
            : "exact")
        + (job.format() == ExportFormat.GEOJSON
            ? ", in " + coordinates(job.settings().coordinates())
            : "");
  }

  private static String coordinates(Coordinates coordinates) {
    switch (coordinates) {
      case PIXEL:
        return "pixels from the top left corner, y down";
      case MAP:
        return "the CRS of each image";
      case LONLAT:
        return "longitude and latitude of WGS 84";
    }
    throw new AssertionError(coordinates);
  }

  private static List<String> leftOut(CheckedExport job, ExportReport report) {
    List<String> left = new ArrayList<>();
    List<String> classes = job.otherClasses();
    if (!classes.isEmpty()) {
      String more = classes.size() > LISTED ? " and " + (classes.size() - LISTED) + " more" : "";
      left.add(
          (classes.size() == 1 ? "class " : "classes ")
              + classes.stream()
                  .limit(LISTED)
                  .map(VisibleText::line)
                  .collect(Collectors.joining(", "))
              + more);
    }
    if (report.smallRegions() > 0) {
      left.add(
          String.format(
              Locale.ROOT,
              "%s of less than %,d px",
              Figures.counted(report.smallRegions(), "region", "regions"),
              job.settings().minAreaPx()));
    }
    if (report.failedImages() > 0) {
      left.add(Figures.counted(report.failedImages(), "image", "images") + " without a mask");
    }
    return left;
  }
}
