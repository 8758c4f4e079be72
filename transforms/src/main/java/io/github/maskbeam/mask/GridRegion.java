// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.mask;

import com.google.auto.value.AutoValue;

/**
 * The region of a model's output grid that an image covers, in grid points: the whole grid for a
 * stretched image, a part of it for a letterboxed one. Immutable.
 */
@AutoValue
public abstract class GridRegion {
  /** The region that covers the whole grid. */
  public static GridRegion whole(int width, int height) {
    return of(0, 0, width, height);
  }

  /** The region with the upper left corner (left, top), measured from the corner of the grid. */
  public static GridRegion of(double left, double top, double width, double height) {
    return new AutoValue_GridRegion(left, top, width, height);
  }

  /** The pixel columns of an image in this region of a grid that is so many points wide. */
  public final Axis columns(int widthPx, int gridWidth) {
    return Axis.of(widthPx, left(), width(), gridWidth);
  }

  /** The pixel rows of an image in this region of a grid that is so many points high. */
  public final Axis rows(int heightPx, int gridHeight) {
    return Axis.of(heightPx, top(), height(), gridHeight);
  }

  /** Distance of the left edge from that of the grid, in points. */
  public abstract double left();

  /** Distance of the top edge from that of the grid, in points. */
  public abstract double top();

  /** Width, in points. */
  public abstract double width();

  /** Height, in points. */
  public abstract double height();
}
