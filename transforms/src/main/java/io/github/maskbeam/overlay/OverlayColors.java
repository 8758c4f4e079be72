// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.overlay;

import io.github.maskbeam.schemas.LabelMap;
import io.github.maskbeam.schemas.Palette;

/** Defines which classes are colored in overlays. */
public final class OverlayColors {
  private static final String BACKGROUND = "background";

  private OverlayColors() {}

  /**
   * Whether a class is transparent in overlays. The color of the class background is black, which
   * would only darken the image.
   */
  public static boolean isClear(String className) {
    return className.equalsIgnoreCase(BACKGROUND);
  }

  /** Whether each class is transparent, by class id, 0 to 255. */
  static boolean[] clear(LabelMap labels) {
    boolean[] clear = new boolean[Palette.SIZE];
    for (int id = 0; id < labels.size(); id++) {
      clear[id] = isClear(labels.name(id));
    }
    return clear;
  }
}
