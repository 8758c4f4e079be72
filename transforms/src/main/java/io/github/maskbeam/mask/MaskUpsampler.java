// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.mask;

import java.util.Arrays;

/**
 * Makes the mask of an image from a model's scores: each pixel's argmax of the bilinearly upsampled
 * scores, the lowest class id on a tie.
 *
 * <p>It interpolates only where it must. Bilinear weights are not negative and sum to one, so where
 * the four grid points around a cell agree on the winner, it wins all over the cell, and the cell
 * is filled. The other cells go to {@link CellInterpolator}. Not one pixel differs from
 * interpolating everywhere.
 *
 * <p>Keeps its working memory between images: one instance for one thread.
 */
public final class MaskUpsampler {
  private final CellInterpolator interpolator = new CellInterpolator();
  private byte[] winners = new byte[0];

  /** The first columns of the cells of the current row of cells that are to be interpolated. */
  private int[] mixedCells = new int[0];

  /**
   * The mask of an image of {@code widthPx} x {@code heightPx} that {@code region} of the grid
   * shows.
   */
  public Mask upsample(ScoreGrid grid, GridRegion region, int widthPx, int heightPx) {
    int points = grid.width() * grid.height();
    if (winners.length != points) {
      winners = new byte[points];
    }
    grid.argmax(winners);
    Axis columns = Axis.of(widthPx, region.left(), region.width(), grid.width());
    Axis rows = Axis.of(heightPx, region.top(), region.height(), grid.height());
    if (mixedCells.length < grid.width()) {
      mixedCells = new int[grid.width()];
    }
    byte[] mask = new byte[Math.multiplyExact(widthPx, heightPx)];
    for (int top = 0; top < heightPx; ) {
      int bottom = rows.runEnd(top);
      int upper = rows.low[top] * grid.width();
      int lower = rows.high[top] * grid.width();
      int mixed = fillRow(mask, top * widthPx, columns, upper, lower);
      for (int y = top + 1; y < bottom; y++) {
        System.arraycopy(mask, top * widthPx, mask, y * widthPx, widthPx);
      }
      for (int i = 0; i < mixed; i++) {
        int from = mixedCells[i];
        interpolator.enter(
            grid,
            upper + columns.low[from],
            upper + columns.high[from],
            lower + columns.low[from],
            lower + columns.high[from],
            winners);
        int to = columns.runEnd(from);
        for (int y = top; y < bottom; y++) {
          interpolator.row(rows.weight[y], columns.weight, from, to, mask, y * widthPx);
        }
      }
      top = bottom;
    }
    return Mask.of(widthPx, heightPx, mask);
  }

  /**
   * Fills the cells that agree along one row of pixels and notes the others in {@link #mixedCells}.
   *
   * @return how many cells are mixed
   */
  private int fillRow(byte[] mask, int rowStart, Axis columns, int upper, int lower) {
    int widthPx = columns.low.length;
    int mixed = 0;
    for (int from = 0; from < widthPx; ) {
      int to = columns.runEnd(from);
      int low = columns.low[from];
      int high = columns.high[from];
      byte winner = winners[upper + low];
      if (winner == winners[upper + high]
          && winner == winners[lower + low]
          && winner == winners[lower + high]) {
        Arrays.fill(mask, rowStart + from, rowStart + to, winner);
      } else {
        mixedCells[mixed++] = from;
      }
      from = to;
    }
    return mixed;
  }
}
