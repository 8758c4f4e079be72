// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import io.github.maskbeam.mask.GridRegion;
import io.github.maskbeam.model.ModelContract;

/** The canvas of an image at one scale, with its tiles and points. Immutable. */
final class ScaleLayout {
  private final Canvas canvas;
  private final TileAxis columns;
  private final TileAxis rows;

  private ScaleLayout(Canvas canvas, TileAxis columns, TileAxis rows) {
    this.canvas = canvas;
    this.columns = columns;
    this.rows = rows;
  }

  /** The layout of a canvas for tiles of a model. */
  static ScaleLayout of(Canvas canvas, ModelContract contract, double tileOverlap) {
    return new ScaleLayout(
        canvas,
        TileAxis.of(canvas.width(), contract.inputWidthPx(), contract.outputWidth(), tileOverlap),
        TileAxis.of(
            canvas.height(), contract.inputHeightPx(), contract.outputHeight(), tileOverlap));
  }

  Canvas canvas() {
    return canvas;
  }

  TileAxis columns() {
    return columns;
  }

  TileAxis rows() {
    return rows;
  }

  long pixels() {
    return (long) canvas.width() * canvas.height();
  }

  long points() {
    return (long) columns.points() * rows.points();
  }

  /** The part of the points that the image covers. */
  GridRegion region() {
    Placement image = canvas.placement();
    return GridRegion.of(
        (double) image.left() / columns.spacingPx(),
        (double) image.top() / rows.spacingPx(),
        (double) image.width() / columns.spacingPx(),
        (double) image.height() / rows.spacingPx());
  }
}
