// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.mask.GridRegion;
import io.github.maskbeam.model.ModelContract;

/** The position and size of an image in the model input, in pixels of the input. */
@AutoValue
abstract class Placement {
  /** The placement of an image of this size. */
  static Placement of(Fit fit, ModelContract contract, int widthPx, int heightPx) {
    int inputWidth = contract.inputWidthPx();
    int inputHeight = contract.inputHeightPx();
    switch (fit) {
      case STRETCH:
        return new AutoValue_Placement(0, 0, inputWidth, inputHeight);
      case LETTERBOX:
        double scale = Math.min((double) inputWidth / widthPx, (double) inputHeight / heightPx);
        int width = clamp(Math.round(widthPx * scale), inputWidth);
        int height = clamp(Math.round(heightPx * scale), inputHeight);
        return new AutoValue_Placement(
            (inputWidth - width) / 2, (inputHeight - height) / 2, width, height);
    }
    throw new AssertionError(fit);
  }

  /** The placement with this upper left corner and size. */
  static Placement at(int left, int top, int width, int height) {
    return new AutoValue_Placement(left, top, width, height);
  }

  /** Column of the image's left edge. */
  abstract int left();

  /** Row of the image's top edge. */
  abstract int top();

  /** Number of columns of the image. */
  abstract int width();

  /** Number of rows of the image. */
  abstract int height();

  /** The same placement in the model output, in points. */
  GridRegion onOutput(ModelContract contract) {
    double across = (double) contract.outputWidth() / contract.inputWidthPx();
    double down = (double) contract.outputHeight() / contract.inputHeightPx();
    return GridRegion.of(left() * across, top() * down, width() * across, height() * down);
  }

  private static int clamp(long size, int inputSize) {
    return (int) Math.max(1, Math.min(inputSize, size));
  }
}
