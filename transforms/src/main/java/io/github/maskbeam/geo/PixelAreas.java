// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.geo;

import java.util.Arrays;
import java.util.Optional;

/** The area on the ground of the pixels of an image, in square meters. Immutable. */
public final class PixelAreas {
  private final double meanM2;
  private final Optional<double[]> byRowM2;

  private PixelAreas(double meanM2, Optional<double[]> byRowM2) {
    this.meanM2 = meanM2;
    this.byRowM2 = byRowM2;
  }

  /** The same area for all pixels. */
  static PixelAreas equal(double areaM2) {
    return new PixelAreas(areaM2, Optional.empty());
  }

  /** An area for the pixels of each row. */
  static PixelAreas byRow(double[] areasM2) {
    return new PixelAreas(Arrays.stream(areasM2).average().orElse(0), Optional.of(areasM2));
  }

  /** The mean over all pixels. */
  public double meanM2() {
    return meanM2;
  }

  /** The area of a pixel of each row; empty if all pixels have the same. Not a copy. */
  public Optional<double[]> byRowM2() {
    return byRowM2;
  }
}
