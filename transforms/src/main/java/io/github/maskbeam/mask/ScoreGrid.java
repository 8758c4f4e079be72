// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.mask;

import java.nio.FloatBuffer;

/**
 * The scores of a model at the points of its output grid, in the layout {@code [height, width,
 * classes]} of TFLite.
 *
 * <p>Scores can be logits or probabilities: a mask depends only on their order within each point.
 * They are not copied, because those of a model with many classes take megabytes: reading them once
 * from the tensor takes as long as copying them. Not thread-safe.
 */
public final class ScoreGrid {
  private final int width;
  private final int height;
  private final int classes;
  private final FloatBuffer scores;

  private ScoreGrid(int width, int height, int classes, FloatBuffer scores) {
    this.width = width;
    this.height = height;
    this.classes = classes;
    this.scores = scores;
  }

  /**
   * Creates a grid.
   *
   * @throws IllegalArgumentException if the number of scores is not width x height x classes
   */
  public static ScoreGrid of(int width, int height, int classes, float[] scores) {
    return of(width, height, classes, FloatBuffer.wrap(scores));
  }

  /**
   * Creates a grid.
   *
   * @param scores all of the buffer; its position does not matter
   * @throws IllegalArgumentException if the number of scores is not width x height x classes
   */
  public static ScoreGrid of(int width, int height, int classes, FloatBuffer scores) {
    if (width < 1 || height < 1 || classes < 1 || scores.limit() != width * height * classes) {
      throw new IllegalArgumentException(
          String.format(
              "A grid of %d x %d points with %d classes cannot have %d scores",
              width, height, classes, scores.limit()));
    }
    return new ScoreGrid(width, height, classes, scores.duplicate());
  }

  /** Width, in points. */
  public int width() {
    return width;
  }

  /** Height, in points. */
  public int height() {
    return height;
  }

  /** Number of classes, and of scores per point. */
  public int classes() {
    return classes;
  }

  /** The index of the first score of the point at column x and row y. */
  public int offset(int x, int y) {
    return (y * width + x) * classes;
  }

  /** The score at an index, see {@link #offset}. */
  public float score(int index) {
    return scores.get(index);
  }

  /** Copies the scores of the points from {@code point} on, as many as fit into the array. */
  public void copy(int point, float[] target) {
    scores.position(point * classes);
    scores.get(target);
  }

  /** Writes the class with the highest score of each point, row by row; the lowest id on a tie. */
  public void argmax(char[] winners) {
    // A row fits into the processor's cache.
    float[] row = new float[width * classes];
    int likely = 0;
    for (int y = 0; y < height; y++) {
      copy(y * width, row);
      for (int x = 0; x < width; x++) {
        // Most points have the class of their neighbor, which takes one comparison per class.
        if (!isHighest(row, x * classes, likely)) {
          likely = highest(row, x * classes);
        }
        winners[y * width + x] = (char) likely;
      }
    }
  }

  /** Whether the score of a class is higher than all others of the same point. */
  private boolean isHighest(float[] row, int offset, int classId) {
    float score = row[offset + classId];
    for (int k = 0; k < classId; k++) {
      if (!(row[offset + k] < score)) {
        return false;
      }
    }
    for (int k = classId + 1; k < classes; k++) {
      if (!(row[offset + k] < score)) {
        return false;
      }
    }
    return true;
  }

  private int highest(float[] row, int offset) {
    int best = 0;
    float bestScore = row[offset];
    for (int k = 1; k < classes; k++) {
      float score = row[offset + k];
      if (score > bestScore) {
        bestScore = score;
        best = k;
      }
    }
    return best;
  }
}
