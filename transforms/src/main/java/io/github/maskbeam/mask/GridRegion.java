// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.mask;

import com.google.auto.value.AutoValue;

/**
 * The part of a model's output grid that shows the image, in grid points: all of it where the image
 * was stretched into the model's input, less where it was letterboxed.
 */
@AutoValue
public abstract class GridRegion {
  /** The whole of a grid. */
  public static GridRegion whole(int width, int height) {
    return of(0, 0, width, height);
  }

  /** The region whose upper left corner is (left, top), both measured from the grid's corner. */
  public static GridRegion of(double left, double top, double width, double height) {
    return new AutoValue_GridRegion(left, top, width, height);
  }

  /** Distance of the region's left edge from the grid's. */
  public abstract double left();

  /** Distance of the region's top edge from the grid's. */
  public abstract double top();

  /** Width in grid points. */
  public abstract double width();

  /** Height in grid points. */
  public abstract double height();
}
