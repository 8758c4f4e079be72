// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.mask;

/**
 * Creates the mask of an image from the class ids of a model. Each pixel has the id of the nearest
 * point of the model's grid, because ids, unlike scores, cannot be interpolated. Thread-safe.
 */
public final class ClassIdUpsampler {
  private ClassIdUpsampler() {}

  /**
   * Creates the mask of an image.
   *
   * @param classIds the class ids of the grid, row by row; -1 is void
   * @param bits bits per pixel of the mask: 8 or 16
   * @param gridWidth the width of the grid, in points
   * @param region the region of the grid that the image covers
   * @param widthPx the width of the image and the mask
   * @param heightPx the height of the image and the mask
   */
  public static Mask upsample(
      int[] classIds, int gridWidth, GridRegion region, int widthPx, int heightPx, int bits) {
    int gridHeight = classIds.length / gridWidth;
    Axis columns = region.columns(widthPx, gridWidth);
    Axis rows = region.rows(heightPx, gridHeight);
    MaskBuilder mask = new MaskBuilder(widthPx, heightPx, bits);
    int[] nearestColumn = new int[widthPx];
    for (int x = 0; x < widthPx; x++) {
      nearestColumn[x] = columns.nearest(x);
    }
    int previous = -1;
    for (int y = 0; y < heightPx; y++) {
      int row = rows.nearest(y);
      if (row == previous) {
        mask.copyRow(y - 1, y);
      } else {
        for (int x = 0; x < widthPx; x++) {
          // All bits of -1 are set, as in void.
          mask.set(y * widthPx + x, classIds[row * gridWidth + nearestColumn[x]]);
        }
      }
      previous = row;
    }
    return mask.build();
  }
}
