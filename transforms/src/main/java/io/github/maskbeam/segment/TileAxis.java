// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import java.util.Arrays;

/**
 * The tiles of a canvas along one axis, and the points at which their scores are blended.
 *
 * <p>Tiles have the same size and overlap; the last one ends where the canvas does. Points are as
 * dense as those of the model's output, but at most one per pixel. Each point has the scores of the
 * tiles that contain it, with weights that fall towards the edges of a tile and sum to 1.
 */
final class TileAxis {
  /** The first pixel of each tile. */
  private final int[] starts;

  private final int tilePx;
  private final int outputPoints;
  private final int spacingPx;
  private final int points;

  /** Pixels from the edge of a tile to where its weight is full. */
  private final double rampPx;

  /** The sum of the weights of all tiles at each point. */
  private final double[] sums;

  private TileAxis(int[] starts, int canvasPx, int tilePx, int outputPoints, double rampPx) {
    this.starts = starts;
    this.tilePx = tilePx;
    this.outputPoints = outputPoints;
    this.spacingPx = Math.max(1, tilePx / outputPoints);
    this.points = (int) Math.max(1, Math.round((double) canvasPx / spacingPx));
    this.rampPx = rampPx;
    this.sums = new double[points];
    for (int tile = 0; tile < tiles(); tile++) {
      for (int point = firstPoint(tile); point < endPoint(tile); point++) {
        sums[point] += rawWeight(point, tile);
      }
    }
  }

  /**
   * Distributes tiles.
   *
   * @param canvasPx at least as long as a tile
   * @param outputPoints the length of the model's output
   * @param overlap the share of a tile that its neighbor covers, too
   */
  static TileAxis of(int canvasPx, int tilePx, int outputPoints, double overlap) {
    int stride = Math.max(1, (int) (tilePx * (1 - overlap)));
    int tiles = 1 + (canvasPx - tilePx + stride - 1) / stride;
    int[] starts = new int[tiles];
    Arrays.setAll(starts, tile -> Math.min(tile * stride, canvasPx - tilePx));
    return new TileAxis(starts, canvasPx, tilePx, outputPoints, Math.max(1, tilePx * overlap));
  }

  int tiles() {
    return starts.length;
  }

  /** The first pixel of a tile. */
  int start(int tile) {
    return starts[tile];
  }

  /** The points of the canvas. */
  int points() {
    return points;
  }

  /** Pixels between two points. */
  int spacingPx() {
    return spacingPx;
  }

  /** The largest number of points of a tile. */
  int maxPointsOfTile() {
    return Math.min(points, tilePx / spacingPx + 1);
  }

  /** The first point in a tile. */
  int firstPoint(int tile) {
    return (int) Math.ceil((double) starts[tile] / spacingPx - 0.5);
  }

  /** The point after the last one in a tile. */
  int endPoint(int tile) {
    double end = (double) (starts[tile] + tilePx) / spacingPx - 0.5;
    return tile == tiles() - 1 ? points : Math.min(points, (int) Math.ceil(end));
  }

  /** The weights of a tile at its points, from the first one on. */
  float[] weights(int tile) {
    float[] weights = new float[endPoint(tile) - firstPoint(tile)];
    for (int i = 0; i < weights.length; i++) {
      int point = firstPoint(tile) + i;
      weights[i] = (float) (rawWeight(point, tile) / sums[point]);
    }
    return weights;
  }

  /** The positions of a tile's points in the model's output, in points of the output. */
  double[] outputPositions(int tile) {
    double[] positions = new double[endPoint(tile) - firstPoint(tile)];
    for (int i = 0; i < positions.length; i++) {
      double localPx = positionPx(firstPoint(tile) + i, tile);
      double position = localPx * outputPoints / tilePx - 0.5;
      positions[i] = Math.max(0, Math.min(outputPoints - 1, position));
    }
    return positions;
  }

  /** The position of a point in a tile. */
  private double positionPx(int point, int tile) {
    return (point + 0.5) * spacingPx - starts[tile];
  }

  private double rawWeight(int point, int tile) {
    double localPx = positionPx(point, tile);
    return Math.max(0.5, Math.min(rampPx, Math.min(localPx, tilePx - localPx)));
  }
}
