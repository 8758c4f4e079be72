// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.mask;

import java.util.Arrays;

/**
 * Measures the mean confidence of each class of a mask: the mean of its probability over its
 * pixels, each taken at the nearest point of the model's grid. Void pixels have no class. For one
 * mask and one thread.
 */
public final class ConfidenceMeter {
  /** Maximum error of the sum of a point's probabilities; more than that of an 8-bit softmax. */
  private static final double SUM_TOLERANCE = 0.05;

  /** Smaller probabilities, relative to the highest one, are 0; the exponential takes time. */
  private static final float NEGLIGIBLE_LOGIT = -16;

  private final Mask mask;
  private final int[] nearestColumns;
  private final Axis rows;
  private final double[] sums;
  private final long[] pixels;
  private int measuredRows;

  /**
   * Starts a measurement of a mask whose probabilities come in bands.
   *
   * @param columns the columns of the mask between the points of the grid
   * @param rows the rows of the mask between the points of the grid
   */
  public ConfidenceMeter(Mask mask, Axis columns, Axis rows, int classes) {
    this.mask = mask;
    this.nearestColumns = new int[mask.widthPx()];
    Arrays.setAll(nearestColumns, columns::nearest);
    this.rows = rows;
    this.sums = new double[classes];
    this.pixels = new long[classes];
  }

  /**
   * The mean confidence by class id, 0 to 1; NaN for a class without pixels.
   *
   * @param probabilities the probabilities of the classes, which sum to 1 at each point
   * @param region the region of the grid that the image covers
   */
  public static double[] measure(Mask mask, ScoreGrid probabilities, GridRegion region) {
    Axis columns = region.columns(mask.widthPx(), probabilities.width());
    Axis rows = region.rows(mask.heightPx(), probabilities.height());
    ConfidenceMeter meter = new ConfidenceMeter(mask, columns, rows, probabilities.classes());
    meter.add(probabilities, 0, mask.heightPx());
    return meter.means();
  }

  /**
   * Adds rows of the mask that are complete.
   *
   * @param band with the points nearest to these rows
   * @param firstRow the row of the grid that the band starts with
   * @param end the row after the last complete row of the mask
   */
  public void add(ScoreGrid band, int firstRow, int end) {
    for (int y = measuredRows; y < end; y++) {
      int row = rows.nearest(y) - firstRow;
      for (int x = 0; x < mask.widthPx(); x++) {
        int classId = mask.classId(x, y);
        if (classId == mask.voidId()) {
          continue;
        }
        sums[classId] += band.score(band.offset(nearestColumns[x], row) + classId);
        pixels[classId]++;
      }
    }
    measuredRows = end;
  }

  /** The mean confidence by class id, 0 to 1; NaN for a class without pixels. */
  public double[] means() {
    double[] means = new double[sums.length];
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
      float logit = scores[start + k] - highest;
      scores[start + k] = logit < NEGLIGIBLE_LOGIT ? 0 : (float) Math.exp(logit);
      sum += scores[start + k];
    }
    for (int k = 0; k < classes; k++) {
      scores[start + k] /= (float) sum;
    }
  }
}
