// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.mask;

import java.util.Arrays;

/**
 * Measures how sure a model is of a mask: for each class, the mean over its pixels of its
 * probability at the nearest point of the model's grid.
 */
public final class ConfidenceMeter {
  /** What the sum of a point's probabilities may be off by: more than an 8-bit softmax rounds. */
  private static final double SUM_TOLERANCE = 0.05;

  private ConfidenceMeter() {}

  /**
   * Mean confidence by class id, 0 to 1; NaN for a class without pixels.
   *
   * @param probabilities the grid's probabilities: each point's are positive and sum to one
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
        sums[classId] += probabilities.scores()[row + offsets[x] + classId];
        pixels[classId]++;
      }
    }
    double[] means = new double[classes];
    Arrays.setAll(means, k -> sums[k] / pixels[k]);
    return means;
  }

  /**
   * Turns scores into probabilities, in place: their softmax, {@code exp(s_k) / sum of exp(s_j)},
   * unless each point's are probabilities already.
   */
  public static void toProbabilities(ScoreGrid grid) {
    float[] scores = grid.scores();
    if (areProbabilities(scores, grid.classes())) {
      return;
    }
    for (int start = 0; start < scores.length; start += grid.classes()) {
      softmax(scores, start, grid.classes());
    }
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
      // Taking the highest off first keeps exp() from overflowing and changes no quotient.
      scores[start + k] = (float) Math.exp(scores[start + k] - highest);
      sum += scores[start + k];
    }
    for (int k = 0; k < classes; k++) {
      scores[start + k] /= (float) sum;
    }
  }
}
