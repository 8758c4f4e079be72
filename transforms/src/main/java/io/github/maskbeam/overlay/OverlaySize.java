// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.overlay;

import com.google.auto.value.AutoValue;

/** The size of an overlay or preview, in pixels. Immutable. */
@AutoValue
public abstract class OverlaySize {
  /**
   * The size of an image after its longer side is reduced to {@code maxSidePx}, with the same
   * aspect ratio, rounded to whole pixels. A smaller image keeps its size.
   */
  public static OverlaySize within(int maxSidePx, int widthPx, int heightPx) {
    double scale = Math.min(1, (double) maxSidePx / Math.max(widthPx, heightPx));
    return new AutoValue_OverlaySize(
        (int) Math.max(1, Math.round(widthPx * scale)),
        (int) Math.max(1, Math.round(heightPx * scale)));
  }

  /** The size of an image that is not reduced. */
  public static OverlaySize full(int widthPx, int heightPx) {
    return new AutoValue_OverlaySize(widthPx, heightPx);
  }

  /** Width, at least 1. */
  public abstract int widthPx();

  /** Height, at least 1. */
  public abstract int heightPx();

  /** The length of the longer side. */
  final int longerSidePx() {
    return Math.max(widthPx(), heightPx());
  }
}
