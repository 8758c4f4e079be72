// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.report;

import io.github.maskbeam.schemas.ClassAreaRow;
import java.util.List;
import java.util.OptionalDouble;

final class MeanConfidence {
  private MeanConfidence() {}

  /**
   * The mean confidence of an image over its pixels that have a class, 0 to 1.
   *
   * @param areas the rows of the image
   * @return empty if it was not measured, or all pixels are void
   */
  static OptionalDouble of(List<ClassAreaRow> areas) {
    double sum = 0;
    long px = 0;
    for (ClassAreaRow area : areas) {
      if (area.getMeanConfidence() == null) {
        return OptionalDouble.empty();
      }
      sum += area.getMeanConfidence() * area.getAreaPx();
      px += area.getAreaPx();
    }
    return px == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / px);
  }
}
