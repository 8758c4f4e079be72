// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.overlay;

import io.github.maskbeam.schemas.LabelMap;
import io.github.maskbeam.schemas.Palette;

/** Which classes color an image that lies under its mask. */
public final class OverlayColors {
  private static final String BACKGROUND = "background";

  private OverlayColors() {}

  /**
   * Whether a class is left clear, so that the image shows: a background is what a model has no
   * name for, and its black would only darken the image.
   */
  public static boolean isClear(String className) {
    return className.equalsIgnoreCase(BACKGROUND);
  }

  /** By class id, 0 to 255: whether the class is left clear. */
  static boolean[] clear(LabelMap labels) {
    boolean[] clear = new boolean[Palette.SIZE];
    for (int id = 0; id < labels.size(); id++) {
      clear[id] = isClear(labels.name(id));
    }
    return clear;
  }
}
