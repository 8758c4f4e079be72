// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.decode.ImagePixels;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/**
 * The pixels of an image on its canvas. If the canvas is the image in its own size, its rows are
 * decoded when they are needed; others are in memory until this is closed.
 */
final class CanvasPixels implements AutoCloseable {
  private final ImagePixels image;

  /** Null if the canvas is the image in its own size. */
  private final Mat whole;

  /** Makes the canvas of an image of this size. */
  CanvasPixels(ImagePixels image, Canvas canvas, int widthPx, int heightPx) {
    this.image = image;
    this.whole =
        canvas.isImage(widthPx, heightPx) ? null : InputTensor.onCanvas(image.rgb(), canvas);
  }

  /** A part of the canvas; the caller closes it before it asks for another one. */
  Mat part(Rect area) throws ImageException, InterruptedException {
    if (whole != null) {
      return new Mat(whole, area);
    }
    int top = area.y();
    try (Mat rows = image.rows(top, top + area.height());
        Rect inRows = new Rect(area.x(), 0, area.width(), area.height())) {
      return new Mat(rows, inRows);
    }
  }

  @Override
  public void close() {
    if (whole != null) {
      whole.close();
    }
  }
}
