// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.mask;

import io.github.maskbeam.schemas.LabelMap;

/**
 * Creates the mask of an image from the scores of a model: the argmax of the bilinearly upsampled
 * scores at each pixel, with the lowest class id on a tie.
 *
 * <p>Interpolates only if necessary. Bilinear weights are not negative and sum to 1. If the same
 * class wins (has the highest score) at all four grid points of a cell, it wins in the whole cell,
 * and the cell is filled. {@link CellInterpolator} interpolates the other cells. The mask is
 * exactly that of interpolation everywhere.
 *
 * <p>Not thread-safe, because buffers are reused for each image.
 */
public final class MaskUpsampler {
  private final CellInterpolator interpolator = new CellInterpolator();
  private char[] winners = new char[0];

  /** The cells to interpolate in the current row of cells. */
  private int[] mixedCells = new int[0];

  private Axis columns;
  private Axis rows;
  private MaskBuilder mask;
  private int rowsOfCells;

  /**
   * Creates the mask of an image, with as many bits per pixel as the classes need.
   *
   * @param region the region of the grid that the image covers
   * @param widthPx the width of the image and the mask
   * @param heightPx the height of the image and the mask
   */
  public Mask upsample(ScoreGrid grid, GridRegion region, int widthPx, int heightPx) {
    Mask created =
        start(
            region.columns(widthPx, grid.width()),
            region.rows(heightPx, grid.height()),
            LabelMap.maskBits(grid.classes()));
    add(grid, 0);
    return created;
  }

  /**
   * Starts a mask whose scores come in bands.
   *
   * @param columns the columns of the mask between the points of the grid
   * @param rows the rows of the mask between the points of the grid
   * @param bits bits per pixel
   * @return the mask, which is complete when all bands were added
   */
  public Mask start(Axis columns, Axis rows, int bits) {
    this.columns = columns;
    this.rows = rows;
    this.mask = new MaskBuilder(columns.pixels(), rows.pixels(), bits);
    this.rowsOfCells = 0;
    if (mixedCells.length < columns.cells.length) {
      mixedCells = new int[columns.cells.length];
    }
    return mask.build();
  }

  /**
   * Adds the pixels between rows of points that are in a band. Bands come from top to bottom, and
   * each starts with the last row of the one before.
   *
   * @param firstRow the row of the grid that the band starts with
   * @return the number of rows of the mask that are complete
   */
  public int add(ScoreGrid band, int firstRow) {
    int points = band.width() * band.height();
    if (winners.length < points) {
      winners = new char[points];
    }
    band.argmax(winners);
    int end = firstRow + band.height();
    while (rowsOfCells < rows.cells.length && rows.high[rows.cells[rowsOfCells]] < end) {
      addRowOfCells(band, firstRow);
      rowsOfCells++;
    }
    return rowsOfCells == 0 ? 0 : rows.cellEnd(rowsOfCells - 1);
  }

  private void addRowOfCells(ScoreGrid band, int firstRow) {
    int top = rows.cells[rowsOfCells];
    int bottom = rows.cellEnd(rowsOfCells);
    int upper = (rows.low[top] - firstRow) * band.width();
    int lower = (rows.high[top] - firstRow) * band.width();
    int widthPx = columns.pixels();
    int mixed = fillRow(top * widthPx, upper, lower);
    for (int y = top + 1; y < bottom; y++) {
      mask.copyRow(top, y);
    }
    for (int i = 0; i < mixed; i++) {
      int from = columns.cells[mixedCells[i]];
      interpolator.setCell(
          band,
          upper + columns.low[from],
          upper + columns.high[from],
          lower + columns.low[from],
          lower + columns.high[from],
          winners);
      int to = columns.cellEnd(mixedCells[i]);
      for (int y = top; y < bottom; y++) {
        interpolator.writeRow(rows.weight[y], columns.weight, from, to, mask, y * widthPx);
      }
    }
  }

  /**
   * Fills each cell along one row of pixels with the winner of its upper left point, and adds the
   * cells that have other winners, too, to {@link #mixedCells}.
   *
   * @return the number of mixed cells
   */
  private int fillRow(int rowStart, int upper, int lower) {
    int mixed = 0;
    int filled = 0;
    char winner = winners[upper + columns.low[0]];
    for (int cell = 0; cell < columns.cells.length; cell++) {
      int from = columns.cells[cell];
      char left = winners[upper + columns.low[from]];
      if (left != winner) {
        mask.fill(rowStart + filled, rowStart + from, winner);
        filled = from;
        winner = left;
      }
      if (left != winners[upper + columns.high[from]]
          || left != winners[lower + columns.low[from]]
          || left != winners[lower + columns.high[from]]) {
        mixedCells[mixed++] = cell;
      }
    }
    mask.fill(rowStart + filled, rowStart + columns.low.length, winner);
    return mixed;
  }
}
