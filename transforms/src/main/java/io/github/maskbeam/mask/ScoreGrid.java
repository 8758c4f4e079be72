// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.mask;

/**
 * A model's scores at the points of its output grid: shape {@code [height, width, classes]}, row by
 * row, the classes of one point side by side, as TFLite lays out {@code [1, h, w, C]}.
 *
 * <p>Scores may be logits, probabilities or raw quantized values: only their order within one point
 * matters to a mask. Holds the caller's array, not a copy; one thread at a time.
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
   * A grid over these scores.
   *
   * @throws IllegalArgumentException if the array's length is not width x height x classes
   */
  public static ScoreGrid of(int width, int height, int classes, float[] scores) {
    if (width < 1 || height < 1 || classes < 1 || scores.length != width * height * classes) {
      throw new IllegalArgumentException(
          String.format(
              "A grid of %d x %d points with %d classes does not fit %d scores",
              width, height, classes, scores.length));
    }
    return new ScoreGrid(width, height, classes, scores);
  }

  /** Points a row. */
  public int width() {
    return width;
  }

  /** Rows of points. */
  public int height() {
    return height;
  }

  /** Scores a point. */
  public int classes() {
    return classes;
  }

  /** The index in {@link #scores()} of the first score of the point in column x and row y. */
  public int offset(int x, int y) {
    return (y * width + x) * classes;
  }

  /** All scores, not a copy. */
  public float[] scores() {
    return scores;
  }

  /** Writes each point's class of highest score, the lowest id on a tie, row by row. */
  public void argmax(byte[] winners) {
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
      winners[point] = (byte) best;
      offset += classes;
    }
  }
}
