// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.mask;

/**
 * Interpolates the pixels of one cell: those whose four neighboring grid points are the same.
 *
 * <p>Only classes that can win are interpolated. A class that scores below one and the same winner
 * at all four points cannot. Sums are in double precision: two floats that differ do so by far more
 * than a double's rounding, so leaving a class out never changes a pixel.
 *
 * <p>One instance for one thread.
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

  /** Turns to the cell between four grid points, given by their index, of known winners. */
  void enter(
      ScoreGrid grid,
      int upperLeft,
      int upperRight,
      int lowerLeft,
      int lowerRight,
      byte[] winners) {
    int classes = grid.classes();
    resizeBuffers(classes);
    float[] scores = grid.scores();
    int a = upperLeft * classes;
    int b = upperRight * classes;
    int c = lowerLeft * classes;
    int d = lowerRight * classes;
    int winnerA = winners[upperLeft] & 0xff;
    int winnerB = winners[upperRight] & 0xff;
    int winnerC = winners[lowerLeft] & 0xff;
    int winnerD = winners[lowerRight] & 0xff;
    count = 0;
    for (int k = 0; k < classes; k++) {
      if (isBelow(scores, a, b, c, d, k, winnerA)
          || isBelow(scores, a, b, c, d, k, winnerB)
          || isBelow(scores, a, b, c, d, k, winnerC)
          || isBelow(scores, a, b, c, d, k, winnerD)) {
        continue;
      }
      candidates[count] = k;
      this.upperLeft[count] = scores[a + k];
      this.upperRight[count] = scores[b + k];
      this.lowerLeft[count] = scores[c + k];
      this.lowerRight[count] = scores[d + k];
      count++;
    }
  }

  /**
   * Writes the class ids of one row of the cell's pixels.
   *
   * @param down how far the row is from the upper to the lower points, 0 to 1
   * @param across the same from left to right, by pixel column
   * @param from the cell's first pixel column
   * @param to the column after its last
   * @param rowStart index in the mask of the row's column 0
   */
  void row(double down, double[] across, int from, int to, byte[] mask, int rowStart) {
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
      mask[rowStart + x] = (byte) candidates[best];
    }
  }

  /** Whether class k scores strictly below the winner at all four points. */
  private static boolean isBelow(float[] scores, int a, int b, int c, int d, int k, int winner) {
    return scores[a + k] < scores[a + winner]
        && scores[b + k] < scores[b + winner]
        && scores[c + k] < scores[c + winner]
        && scores[d + k] < scores[d + winner];
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
