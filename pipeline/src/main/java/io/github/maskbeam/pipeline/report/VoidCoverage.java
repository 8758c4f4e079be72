// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskbeam.schemas.ClassColors;
import io.github.maskbeam.schemas.ImageRow;
import java.util.Locale;

/** The pixels of masks that have no class. The page shows them as it shows a class. */
final class VoidCoverage {
  private static final String NAME = "void";

  private final long[] shares = new long[ClassShares.BINS];
  private long images;
  private long voidPx;
  private long allPx;
  private double maxFraction;

  /** Adds an image that succeeded. */
  void add(ImageRow row) {
    allPx += px(row);
    double fraction = fraction(row);
    if (fraction > 0) {
      images++;
      voidPx += row.getVoidPx();
      maxFraction = Math.max(maxFraction, fraction);
      shares[ClassShares.bin(fraction)]++;
    }
  }

  /** The fraction of the pixels of an image that have no class, 0 to 1. */
  static double fraction(ImageRow row) {
    return row.getVoidPx() == null ? 0 : (double) row.getVoidPx() / px(row);
  }

  /** Adds void to the classes of the page, if there is any. */
  void describe(int voidId, ClassColors colors, ArrayNode classes) {
    if (images == 0) {
      return;
    }
    ObjectNode node = classes.addObject();
    node.put("id", voidId);
    node.put("name", NAME);
    node.put("is_void", true);
    node.put("color", String.format(Locale.ROOT, "#%06x", colors.rgb(voidId)));
    node.put("is_clear", false);
    node.put("image_count", images);
    node.put("area_px", voidPx);
    node.put("area_fraction", (double) voidPx / allPx);
    node.put("max_image_fraction", maxFraction);
    for (long count : shares) {
      node.withArray("shares").add(count);
    }
  }

  private static long px(ImageRow row) {
    return (long) row.getWidthPx() * row.getHeightPx();
  }
}
