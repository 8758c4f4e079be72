// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.mask;

/**
 * Makes the mask of an image from a model's class ids: each pixel takes the id of the nearest point
 * of the model's grid, since ids, unlike scores, cannot be interpolated.
 */
public final class ClassIdUpsampler {
  private ClassIdUpsampler() {}

  /**
   * The mask of an image of {@code widthPx} x {@code heightPx} that {@code region} of the grid
   * shows.
   *
   * @param classIds the grid's ids, row by row
   * @param gridWidth points a row of the grid
   */
  public static Mask upsample(
      byte[] classIds, int gridWidth, GridRegion region, int widthPx, int heightPx) {
    int gridHeight = classIds.length / gridWidth;
    Axis columns = Axis.of(widthPx, region.left(), region.width(), gridWidth);
    Axis rows = Axis.of(heightPx, region.top(), region.height(), gridHeight);
    byte[] mask = new byte[Math.multiplyExact(widthPx, heightPx)];
    int[] nearestColumn = new int[widthPx];
    for (int x = 0; x < widthPx; x++) {
      nearestColumn[x] = columns.nearest(x);
    }
    int previous = -1;
    for (int y = 0; y < heightPx; y++) {
      int row = rows.nearest(y);
      if (row == previous) {
        System.arraycopy(mask, (y - 1) * widthPx, mask, y * widthPx, widthPx);
      } else {
        for (int x = 0; x < widthPx; x++) {
          mask[y * widthPx + x] = classIds[row * gridWidth + nearestColumn[x]];
        }
      }
      previous = row;
    }
    return Mask.of(widthPx, heightPx, mask);
  }
}
