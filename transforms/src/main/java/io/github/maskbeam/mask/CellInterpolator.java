// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.mask;

/**
 * Interpolates the pixels of one cell. A cell is the area between four neighboring grid points.
 *
 * <p>Interpolates only classes that can have the highest score. A class is skipped if another
 * class, which is the winner of one of the points, has a higher score at all four points. Sums have
 * double precision. Two different floats differ by far more than the rounding error of a double, so
 * skipping a class never changes a pixel.
 *
 * <p>Not thread-safe.
 */
final class CellInterpolator {
  private int count;
  private int[] candidates = new int[0];
  private float[] upperLeft = new float[0];
  private float[] upperRight = new float[0];
  private float[] lowerLeft = new float[0];
  private float[] lowerRight = new float[0];
  private double[] left = new double[0];
  private double[] right = new double[0];

  /**
   * Sets the current cell.
   *
   * @param upperLeft the index of a grid point, like the next three
   * @param winners the class with the highest score at each grid point
   */
  void setCell(
      ScoreGrid grid,
      int upperLeft,
      int upperRight,
      int lowerLeft,
      int lowerRight,
      char[] winners) {
    int classes = grid.classes();
    resizeBuffers(classes);
    int a = upperLeft * classes;
    int b = upperRight * classes;
    int c = lowerLeft * classes;
    int d = lowerRight * classes;
    int winnerA = winners[upperLeft];
    int winnerB = winners[upperRight];
    int winnerC = winners[lowerLeft];
    int winnerD = winners[lowerRight];
    count = 0;
    for (int k = 0; k < classes; k++) {
      if (isBelow(grid, a, b, c, d, k, winnerA)
          || isBelow(grid, a, b, c, d, k, winnerB)
          || isBelow(grid, a, b, c, d, k, winnerC)
          || isBelow(grid, a, b, c, d, k, winnerD)) {
        continue;
      }
      candidates[count] = k;
      this.upperLeft[count] = grid.score(a + k);
      this.upperRight[count] = grid.score(b + k);
      this.lowerLeft[count] = grid.score(c + k);
      this.lowerRight[count] = grid.score(d + k);
      count++;
    }
  }

  /**
   * Writes the class ids of one row of pixels of the cell.
   *
   * @param down the distance of the row from the upper towards the lower points, 0 to 1
   * @param across the distance from the left towards the right points, 0 to 1, by pixel column
   * @param from the first pixel column of the cell
   * @param to the column after the last one of the cell
   * @param rowStart the index of the row's first pixel in the mask
   */
  void writeRow(double down, double[] across, int from, int to, MaskBuilder mask, int rowStart) {
    for (int i = 0; i < count; i++) {
      left[i] = upperLeft[i] * (1 - down) + lowerLeft[i] * down;
      right[i] = upperRight[i] * (1 - down) + lowerRight[i] * down;
    }
    for (int x = from; x < to; x++) {
      double weight = across[x];
      int best = 0;
      double bestScore = left[0] * (1 - weight) + right[0] * weight;
      for (int i = 1; i < count; i++) {
        double score = left[i] * (1 - weight) + right[i] * weight;
        if (score > bestScore) {
          bestScore = score;
          best = i;
        }
      }
      mask.set(rowStart + x, candidates[best]);
    }
  }

  /** Whether the score of class k is less than that of {@code winner} at all four points. */
  private static boolean isBelow(ScoreGrid grid, int a, int b, int c, int d, int k, int winner) {
    return grid.score(a + k) < grid.score(a + winner)
        && grid.score(b + k) < grid.score(b + winner)
        && grid.score(c + k) < grid.score(c + winner)
        && grid.score(d + k) < grid.score(d + winner);
  }

  private void resizeBuffers(int classes) {
    if (candidates.length != classes) {
      candidates = new int[classes];
      upperLeft = new float[classes];
      upperRight = new float[classes];
      lowerLeft = new float[classes];
      lowerRight = new float[classes];
      left = new double[classes];
      right = new double[classes];
    }
  }
}
