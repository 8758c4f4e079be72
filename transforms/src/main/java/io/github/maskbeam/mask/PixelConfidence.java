// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.mask;

import java.util.Optional;
import javax.annotation.Nullable;

/**
 * Finds the confidence of each pixel of a mask: the probability of its class, interpolated between
 * the four points around the pixel as the scores are. Makes pixels void whose confidence is too
 * low. For one mask and one thread.
 *
 * <p>Where the mask is the argmax of interpolated probabilities, as in tiles, this is the highest
 * of them. Where it is the argmax of interpolated logits, another class may have a higher one
 * between points of different classes.
 */
public final class PixelConfidence {
  private final Mask mask;
  private final MaskBuilder pixels;
  private final Axis columns;
  private final Axis rows;
  private final double minimum;
  @Nullable private final ConfidenceMask confidences;
  private int completeRows;

  /**
   * Starts the measurement of a mask whose probabilities come in bands.
   *
   * @param columns the columns of the mask between the points of the grid
   * @param rows the rows of the mask between the points of the grid
   * @param minimum pixels with a lower probability become void; 0 for none
   * @param confidences receives the probabilities; has the size of the mask
   */
  public PixelConfidence(
      Mask mask, Axis columns, Axis rows, double minimum, Optional<ConfidenceMask> confidences) {
    this.mask = mask;
    this.pixels = new MaskBuilder(mask);
    this.columns = columns;
    this.rows = rows;
    this.minimum = minimum;
    this.confidences = confidences.orElse(null);
  }

  /**
   * Measures rows of the mask that are complete.
   *
   * @param band the probabilities of the points around these rows
   * @param firstRow the row of the grid that the band starts with
   * @param end the row after the last complete row of the mask
   */
  public void add(ScoreGrid band, int firstRow, int end) {
    for (int y = completeRows; y < end; y++) {
      int upper = band.offset(0, rows.low[y] - firstRow);
      int lower = band.offset(0, rows.high[y] - firstRow);
      for (int x = 0; x < mask.widthPx(); x++) {
        int pixel = y * mask.widthPx() + x;
        double probability =
            probability(band, upper + mask.classId(pixel), lower + mask.classId(pixel), x, y);
        if (confidences != null) {
          confidences.set(pixel, probability);
        }
        // Not "less than": NaN is no confidence.
        if (minimum > 0 && !(probability >= minimum)) {
          pixels.set(pixel, mask.voidId());
        }
      }
    }
    completeRows = Math.max(completeRows, end);
  }

  /** The probability of the class of which the first point of both rows has the given indices. */
  private double probability(ScoreGrid band, int upper, int lower, int x, int y) {
    int left = columns.low[x] * band.classes();
    int right = columns.high[x] * band.classes();
    double across = columns.weight[x];
    double down = rows.weight[y];
    double above = band.score(upper + left) * (1 - across) + band.score(upper + right) * across;
    double below = band.score(lower + left) * (1 - across) + band.score(lower + right) * across;
    return above * (1 - down) + below * down;
  }
}
