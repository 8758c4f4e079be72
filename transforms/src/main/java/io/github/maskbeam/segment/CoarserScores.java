// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import java.util.Arrays;
import java.util.List;

/** What smaller scales say of the tiles of a larger one. Not thread-safe. */
final class CoarserScores {
  /**
   * Smaller scales are sure of a tile if the probabilities of its winning classes are this on
   * average. Chosen on photographs, see the README of this module.
   */
  private static final double SURE = 0.9;

  private final List<SampledCanvas> canvases;
  private final int classes;
  private final TileAxis columns;
  private final TileAxis rows;
  private float[] points = new float[0];

  /**
   * The mean of smaller scales.
   *
   * @param canvases the smaller scales, read at the points of the larger one; may be empty
   * @param layout the larger scale
   */
  CoarserScores(List<SampledCanvas> canvases, int classes, ScaleLayout layout) {
    this.canvases = canvases;
    this.classes = classes;
    this.columns = layout.columns();
    this.rows = layout.rows();
  }

  /** The smaller scales. */
  List<SampledCanvas> canvases() {
    return canvases;
  }

  /** Whether there are smaller scales, and they are sure of all of a tile. */
  boolean areSure(int tileColumn, int tileRow) {
    if (canvases.isEmpty()) {
      return false;
    }
    int left = columns.firstPoint(tileColumn);
    int right = columns.endPoint(tileColumn);
    int top = rows.firstPoint(tileRow);
    int bottom = rows.endPoint(tileRow);
    int rowLength = (right - left) * classes;
    if (points.length == 0) {
      points = new float[columns.maxPointsOfTile() * rows.maxPointsOfTile() * classes];
    }
    Arrays.fill(points, 0);
    for (SampledCanvas canvas : canvases) {
      for (int row = top; row < bottom; row++) {
        canvas.addRow(row, left, right, 1f / canvases.size(), points, (row - top) * rowLength);
      }
    }
    return meanOfWinners((bottom - top) * rowLength) >= SURE;
  }

  /** The probabilities at the points of the tile that was asked for last, row by row. */
  float[] points() {
    return points;
  }

  private double meanOfWinners(int count) {
    double sum = 0;
    for (int point = 0; point < count; point += classes) {
      float winner = 0;
      for (int k = 0; k < classes; k++) {
        winner = Math.max(winner, points[point + k]);
      }
      sum += winner;
    }
    return sum * classes / count;
  }
}
