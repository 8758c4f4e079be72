// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import io.github.maskbeam.mask.Axis;
import io.github.maskbeam.mask.GridRegion;

/** The probabilities of a whole canvas, read at the points of a larger one. */
final class SampledCanvas {
  private final ScoreCanvas scores;
  private final int classes;
  private final Axis columns;
  private final Axis rows;

  /** The canvas of layout {@code own}, read at the points of layout {@code larger}. */
  SampledCanvas(ScoreCanvas scores, int classes, ScaleLayout own, ScaleLayout larger) {
    this.scores = scores;
    this.classes = classes;
    GridRegion from = larger.region();
    GridRegion to = own.region();
    columns =
        axis(
            larger.columns().points(),
            from.left(),
            from.width(),
            to.left(),
            to.width(),
            own.columns().points());
    rows =
        axis(
            larger.rows().points(),
            from.top(),
            from.height(),
            to.top(),
            to.height(),
            own.rows().points());
  }

  /**
   * Adds the probabilities at points of a row of the larger canvas, with a weight.
   *
   * @param first the first point
   * @param end the point after the last one
   * @param offset where those of the first point are in the target
   */
  void addRow(int row, int first, int end, float weight, float[] target, int offset) {
    float[] values = scores.values();
    float lower = (float) rows.weight(row);
    int upperRow = scores.offset(0, rows.low(row));
    int lowerRow = scores.offset(0, rows.high(row));
    for (int column = first; column < end; column++) {
      float right = (float) columns.weight(column);
      int low = columns.low(column) * classes;
      int high = columns.high(column) * classes;
      float a = weight * (1 - lower) * (1 - right);
      float b = weight * (1 - lower) * right;
      float c = weight * lower * (1 - right);
      float d = weight * lower * right;
      int to = offset + (column - first) * classes;
      for (int k = 0; k < classes; k++) {
        target[to + k] +=
            a * values[upperRow + low + k]
                + b * values[upperRow + high + k]
                + c * values[lowerRow + low + k]
                + d * values[lowerRow + high + k];
      }
    }
  }

  /** The points of the larger canvas along an axis, as pixels between the points of this one. */
  private static Axis axis(
      int largerPoints,
      double fromStart,
      double fromLength,
      double toStart,
      double toLength,
      int points) {
    double scale = toLength / fromLength;
    return Axis.of(largerPoints, toStart - fromStart * scale, largerPoints * scale, points);
  }
}
