// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.model.ModelContract;

/** An image at one scale, in pixels: at least as large as a tile, which is the model's input. */
@AutoValue
abstract class Canvas {
  /** The canvas of an image of this size. */
  static Canvas of(Scale scale, Fit fit, ModelContract contract, int widthPx, int heightPx) {
    int tileWidth = contract.inputWidthPx();
    int tileHeight = contract.inputHeightPx();
    switch (fit) {
      case STRETCH:
        return scale.isOfImage()
            ? whole(Math.max(tileWidth, widthPx), Math.max(tileHeight, heightPx))
            : whole(scaled(tileWidth, scale.factor()), scaled(tileHeight, scale.factor()));
      case LETTERBOX:
        double fitting = Math.min((double) tileWidth / widthPx, (double) tileHeight / heightPx);
        double factor = scale.isOfImage() ? Math.max(1, fitting) : fitting * scale.factor();
        int width = scaled(widthPx, factor);
        int height = scaled(heightPx, factor);
        int canvasWidth = Math.max(tileWidth, width);
        int canvasHeight = Math.max(tileHeight, height);
        return new AutoValue_Canvas(
            canvasWidth,
            canvasHeight,
            Placement.at((canvasWidth - width) / 2, (canvasHeight - height) / 2, width, height));
    }
    throw new AssertionError(fit);
  }

  private static Canvas whole(int width, int height) {
    return new AutoValue_Canvas(width, height, Placement.at(0, 0, width, height));
  }

  private static int scaled(int lengthPx, double factor) {
    return Math.toIntExact(Math.max(1, Math.round(lengthPx * factor)));
  }

  /** Whether this is an image of this size as it is. */
  final boolean isImage(int widthPx, int heightPx) {
    return width() == widthPx
        && height() == heightPx
        && placement().width() == widthPx
        && placement().height() == heightPx;
  }

  abstract int width();

  abstract int height();

  /** Where the image is; around it is the border of a letterbox. */
  abstract Placement placement();
}
