// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.testing;

/** How well colors can be told apart; source: WCAG 2.2, relative luminance and contrast ratio. */
public final class Contrast {
  private static final double[] WEIGHTS = {0.2126, 0.7152, 0.0722};

  private Contrast() {}

  /**
   * The relative luminance, 0 to 1, of a CSS color as a browser tells it: {@code rgb(…)}, or {@code
   * color(srgb …)} for a mixed color.
   */
  public static double luminance(String color) {
    double scale = color.startsWith("color(srgb ") ? 1 : 255;
    String[] rgb =
        color.replaceFirst("^[a-z]+\\((srgb )?", "").replaceFirst("\\)$", "").split("[ ,]+", -1);
    double luminance = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      double value = Double.parseDouble(rgb[i]) / scale;
      luminance +=
          WEIGHTS[i] * (value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4));
    }
    return luminance;
  }

  /** The contrast ratio of two luminances, 1 to 21. */
  public static double ratio(double one, double other) {
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  }
}
