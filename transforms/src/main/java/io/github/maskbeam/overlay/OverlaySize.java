// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.overlay;

import com.google.auto.value.AutoValue;

/** The size of a picture made for looking at, in pixels. */
@AutoValue
public abstract class OverlaySize {
  /**
   * The size of an image whose longest side is brought down to a bound. The aspect is kept, as far
   * as whole pixels do; an image within the bound keeps its size.
   */
  public static OverlaySize within(int longestSidePx, int widthPx, int heightPx) {
    double scale = Math.min(1, (double) longestSidePx / Math.max(widthPx, heightPx));
    return new AutoValue_OverlaySize(
        (int) Math.max(1, Math.round(widthPx * scale)),
        (int) Math.max(1, Math.round(heightPx * scale)));
  }

  /** Pixels a row, at least 1. */
  public abstract int widthPx();

  /** Rows, at least 1. */
  public abstract int heightPx();

  /** The longer of both. */
  final int longestSidePx() {
    return Math.max(widthPx(), heightPx());
  }
}
