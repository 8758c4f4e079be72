// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.mask;

import java.util.Arrays;

/**
 * Measures the mean confidence of each class of a mask: the mean of its probability over its
 * pixels, each taken at the nearest point of the model's grid. Thread-safe.
 */
public final class ConfidenceMeter {
  /** Maximum error of the sum of a point's probabilities; more than that of an 8-bit softmax. */
  private static final double SUM_TOLERANCE = 0.05;

  private ConfidenceMeter() {}

  /**
   * The mean confidence by class id, 0 to 1; NaN for a class without pixels.
   *
   * @param probabilities the probabilities of the classes, which sum to 1 at each point
   * @param region the region of the grid that the image covers
   */
  public static double[] measure(Mask mask, ScoreGrid probabilities, GridRegion region) {
    int classes = probabilities.classes();
    double[] sums = new double[classes];
    long[] pixels = new long[classes];
    Axis columns = Axis.of(mask.widthPx(), region.left(), region.width(), probabilities.width());
    Axis rows = Axis.of(mask.heightPx(), region.top(), region.height(), probabilities.height());
    int[] offsets = new int[mask.widthPx()];
    for (int x = 0; x < offsets.length; x++) {
      offsets[x] = probabilities.offset(columns.nearest(x), 0);
    }
    for (int y = 0; y < mask.heightPx(); y++) {
      int row = probabilities.offset(0, rows.nearest(y));
      for (int x = 0; x < mask.widthPx(); x++) {
        int classId = mask.classId(x, y);
        sums[classId] += probabilities.score(row + offsets[x] + classId);
        pixels[classId]++;
      }
    }
    double[] means = new double[classes];
    Arrays.setAll(means, k -> sums[k] / pixels[k]);
    return means;
  }

  /**
   * Converts scores to probabilities by softmax: {@code exp(s_k) / sum of exp(s_j)}.
   *
   * @param target receives the probabilities, as many as the scores
   * @return a grid of {@code target}; the same grid if its scores are probabilities already
   */
  public static ScoreGrid toProbabilities(ScoreGrid grid, float[] target) {
    grid.copy(0, target);
    if (areProbabilities(target, grid.classes())) {
      return grid;
    }
    for (int start = 0; start < target.length; start += grid.classes()) {
      softmax(target, start, grid.classes());
    }
    return ScoreGrid.of(grid.width(), grid.height(), grid.classes(), target);
  }

  private static boolean areProbabilities(float[] scores, int classes) {
    for (int start = 0; start < scores.length; start += classes) {
      double sum = 0;
      for (int k = 0; k < classes; k++) {
        if (scores[start + k] < 0) {
          return false;
        }
        sum += scores[start + k];
      }
      if (Math.abs(sum - 1) > SUM_TOLERANCE) {
        return false;
      }
    }
    return true;
  }

  private static void softmax(float[] scores, int start, int classes) {
    float highest = Float.NEGATIVE_INFINITY;
    for (int k = 0; k < classes; k++) {
      highest = Math.max(highest, scores[start + k]);
    }
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      // Subtracting the highest score prevents an overflow of exp() and does not change the result.
      scores[start + k] = (float) Math.exp(scores[start + k] - highest);
      sum += scores[start + k];
    }
    for (int k = 0; k < classes; k++) {
      scores[start + k] /= (float) sum;
    }
  }
}
