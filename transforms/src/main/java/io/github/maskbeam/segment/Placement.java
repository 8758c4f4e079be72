// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.mask.GridRegion;
import io.github.maskbeam.model.ModelContract;

/** Where an image lies in the model's input, in pixels of the input. */
@AutoValue
abstract class Placement {
  /** The place of an image of this size. */
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

  /** Column of the image's left edge. */
  abstract int left();

  /** Row of the image's top edge. */
  abstract int top();

  /** Columns that the image takes. */
  abstract int width();

  /** Rows that the image takes. */
  abstract int height();

  /** The same place on the model's output grid. */
  GridRegion onOutput(ModelContract contract) {
    double across = (double) contract.outputWidth() / contract.inputWidthPx();
    double down = (double) contract.outputHeight() / contract.inputHeightPx();
    return GridRegion.of(left() * across, top() * down, width() * across, height() * down);
  }

  private static int clamp(long size, int inputSize) {
    return (int) Math.max(1, Math.min(inputSize, size));
  }
}
