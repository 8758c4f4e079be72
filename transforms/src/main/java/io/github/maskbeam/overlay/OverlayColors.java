// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.overlay;

import io.github.maskbeam.schemas.ClassColors;
import io.github.maskbeam.schemas.LabelMap;
import io.github.maskbeam.schemas.Palette;
import java.util.Arrays;

/** The colors of classes in overlays. Immutable and thread-safe. */
public final class OverlayColors {
  private static final String BACKGROUND = "background";
  private static final int OPAQUE = 0xff000000;

  private final ClassColors colors;

  /** By class id; ids of 8 bits always have one. */
  private final int[] argb;

  OverlayColors(LabelMap labels, ClassColors colors) {
    this.colors = colors;
    argb = new int[Math.max(Palette.SIZE, labels.size())];
    for (int id = 0; id < argb.length; id++) {
      argb[id] = colors.rgb(id) | (isClear(labels.name(id)) ? 0 : OPAQUE);
    }
  }

  /**
   * Whether a class is transparent in overlays. The color of the class background is black, which
   * would only darken the image.
   */
  public static boolean isClear(String className) {
    return className.equalsIgnoreCase(BACKGROUND);
  }

  /** The color of a class as {@code 0xAARRGGBB}; the alpha value is 0 or 255. */
  int argb(int classId) {
    return classId < argb.length ? argb[classId] : OPAQUE | colors.rgb(classId);
  }

  /** {@link #argb} of all class ids of 8 bits. */
  int[] palette() {
    return Arrays.copyOf(argb, Palette.SIZE);
  }
}
