// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import java.util.Arrays;

/**
 * The blended probabilities of the points of a canvas, or of a window of its rows. Not thread-safe.
 */
final class ScoreCanvas {
  private final TileAxis columns;
  private final TileAxis rows;
  private final int outputWidth;
  private final int classes;
  private final float[] values;
  private int firstRow;

  /**
   * Allocates a window.
   *
   * @param outputWidth points of a row of the model's output
   * @param windowRows the rows of points that are kept
   */
  ScoreCanvas(TileAxis columns, TileAxis rows, int outputWidth, int classes, int windowRows) {
    this.columns = columns;
    this.rows = rows;
    this.outputWidth = outputWidth;
    this.classes = classes;
    this.values =
        new float[Math.multiplyExact(Math.multiplyExact(windowRows, columns.points()), classes)];
  }

  /** Points of a row. */
  int width() {
    return columns.points();
  }

  /** Rows of points of the whole canvas. */
  int height() {
    return rows.points();
  }

  /** The index of the first probability of a point that is in the window. */
  int offset(int column, int row) {
    return ((row - firstRow) * columns.points() + column) * classes;
  }

  /** The probabilities of the window, row by row; not a copy. */
  float[] values() {
    return values;
  }

  /** Drops the rows above a row. */
  void dropRowsAbove(int row) {
    int dropped = Math.min(values.length, offset(0, row));
    System.arraycopy(values, dropped, values, 0, values.length - dropped);
    Arrays.fill(values, values.length - dropped, values.length, 0);
    firstRow = row;
  }

  /** Adds the probabilities of a tile, at the points of the model's output. */
  void add(float[] tile, int tileColumn, int tileRow) {
    float[] across = columns.weights(tileColumn);
    float[] down = rows.weights(tileRow);
    double[] xs = columns.outputPositions(tileColumn);
    double[] ys = rows.outputPositions(tileRow);
    int firstColumn = columns.firstPoint(tileColumn);
    int firstRowOfTile = rows.firstPoint(tileRow);
    for (int j = 0; j < ys.length; j++) {
      int target = offset(firstColumn, firstRowOfTile + j);
      int y = (int) ys[j];
      float lower = (float) (ys[j] - y);
      for (int i = 0; i < xs.length; i++, target += classes) {
        int x = (int) xs[i];
        float right = (float) (xs[i] - x);
        float weight = across[i] * down[j];
        int source = (y * outputWidth + x) * classes;
        // Most models have as many points as pixels, and nothing to interpolate.
        addPoint(tile, source, weight * (1 - lower) * (1 - right), target);
        if (right > 0) {
          addPoint(tile, source + classes, weight * (1 - lower) * right, target);
        }
        if (lower > 0) {
          int below = source + outputWidth * classes;
          addPoint(tile, below, weight * lower * (1 - right), target);
          if (right > 0) {
            addPoint(tile, below + classes, weight * lower * right, target);
          }
        }
      }
    }
  }

  /** Adds probabilities at the points of a tile, row by row, in place of the tile's own. */
  void addPoints(float[] points, int tileColumn, int tileRow) {
    float[] across = columns.weights(tileColumn);
    float[] down = rows.weights(tileRow);
    int source = 0;
    for (int j = 0; j < down.length; j++) {
      int target = offset(columns.firstPoint(tileColumn), rows.firstPoint(tileRow) + j);
      for (int i = 0; i < across.length; i++) {
        addPoint(points, source, across[i] * down[j], target);
        source += classes;
        target += classes;
      }
    }
  }

  private void addPoint(float[] tile, int source, float weight, int target) {
    for (int k = 0; k < classes; k++) {
      values[target + k] += weight * tile[source + k];
    }
  }
}
