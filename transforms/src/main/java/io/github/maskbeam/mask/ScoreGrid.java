// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.mask;

/**
 * The scores of a model at the points of its output grid, in the layout {@code [height, width,
 * classes]} of TFLite.
 *
 * <p>Scores can be logits or probabilities: a mask depends only on their order within each point.
 * The array is not copied. Not thread-safe.
 */
public final class ScoreGrid {
  private final int width;
  private final int height;
  private final int classes;
  private final float[] scores;

  private ScoreGrid(int width, int height, int classes, float[] scores) {
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
    if (width < 1 || height < 1 || classes < 1 || scores.length != width * height * classes) {
      throw new IllegalArgumentException(
          String.format(
              "A grid of %d x %d points with %d classes cannot have %d scores",
              width, height, classes, scores.length));
    }
    return new ScoreGrid(width, height, classes, scores);
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

  /** The index in {@link #scores()} of the first score of the point at column x and row y. */
  public int offset(int x, int y) {
    return (y * width + x) * classes;
  }

  /** All scores; not a copy. */
  public float[] scores() {
    return scores;
  }

  /** Writes the class with the highest score of each point, row by row; the lowest id on a tie. */
  public void argmax(char[] winners) {
    int offset = 0;
    for (int point = 0; point < width * height; point++) {
      int best = 0;
      float bestScore = scores[offset];
      for (int k = 1; k < classes; k++) {
        float score = scores[offset + k];
        if (score > bestScore) {
          bestScore = score;
          best = k;
        }
      }
      winners[point] = (char) best;
      offset += classes;
    }
  }
}
