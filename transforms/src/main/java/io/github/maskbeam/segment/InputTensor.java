// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import io.github.maskbeam.model.ModelContract;
import io.github.maskbeam.model.SegmentationModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.tensorflow.lite.DataType;
import org.tensorflow.lite.Tensor;

/**
 * The input of a model, {@code [1, height, width, 3]}. Images are resized to their placement and
 * then converted with the {@link PixelTable}.
 *
 * <p>Not thread-safe. Owns native memory until it is closed.
 */
final class InputTensor implements AutoCloseable {
  /** Pixel value of the border of a letterbox: the middle of the range. */
  private static final int BORDER_VALUE = 128;

  private final ByteBuffer bytes;
  private final BytePointer bytesPointer;
  private final Mat tensor;
  private final Mat fitted;
  private final Pointer tablePointer;
  private final Mat table;

  InputTensor(SegmentationModel model, Tensor input) {
    ModelContract contract = model.contract();
    int height = contract.inputHeightPx();
    int width = contract.inputWidthPx();
    bytes = ByteBuffer.allocateDirect(input.numBytes()).order(ByteOrder.nativeOrder());
    bytesPointer = new BytePointer(bytes);
    tensor = new Mat(height, width, matType(input.dataType()), bytesPointer);
    fitted = new Mat(height, width, opencv_core.CV_8UC3);
    tablePointer =
        input.dataType() == DataType.FLOAT32
            ? new FloatPointer(PixelTable.ofFloats(model.normalization()))
            : new BytePointer(PixelTable.ofBytes(model, input));
    table = new Mat(1, 256, matType(input.dataType()), tablePointer);
  }

  /** The input for the interpreter: a direct buffer in native order, overwritten by each image. */
  ByteBuffer bytes() {
    bytes.rewind();
    return bytes;
  }

  /** Writes an image with 8-bit channels red, green, blue to its placement. */
  void write(Mat rgb, Placement placement) {
    if (placement.width() < fitted.cols() || placement.height() < fitted.rows()) {
      try (Scalar gray = Scalar.all(BORDER_VALUE)) {
        fitted.put(gray);
      }
    }
    try (Rect bounds =
            new Rect(placement.left(), placement.top(), placement.width(), placement.height());
        Mat target = new Mat(fitted, bounds)) {
      resize(rgb, target);
    }
    opencv_core.LUT(fitted, table, tensor);
  }

  @Override
  public void close() {
    table.close();
    tablePointer.close();
    fitted.close();
    tensor.close();
    bytesPointer.close();
  }

  /**
   * Uses area interpolation along a shrinking axis and linear interpolation along a growing one.
   * OpenCV interpolates areas only if neither axis grows, so the mixed case needs two steps.
   */
  private static void resize(Mat rgb, Mat target) {
    int columns = Math.min(rgb.cols(), target.cols());
    int rows = Math.min(rgb.rows(), target.rows());
    if (columns == target.cols() && rows == target.rows()) {
      resize(rgb, target, opencv_imgproc.INTER_AREA);
    } else if (columns == rgb.cols() && rows == rgb.rows()) {
      resize(rgb, target, opencv_imgproc.INTER_LINEAR);
    } else {
      try (Mat shrunk = new Mat(rows, columns, rgb.type())) {
        resize(rgb, shrunk, opencv_imgproc.INTER_AREA);
        resize(shrunk, target, opencv_imgproc.INTER_LINEAR);
      }
    }
  }

  private static void resize(Mat source, Mat target, int interpolation) {
    try (Size size = new Size(target.cols(), target.rows())) {
      opencv_imgproc.resize(source, target, size, 0, 0, interpolation);
    }
  }

  private static int matType(DataType type) {
    switch (type) {
      case FLOAT32:
        return opencv_core.CV_32FC3;
      case INT8:
        return opencv_core.CV_8SC3;
      case UINT8:
        return opencv_core.CV_8UC3;
      default:
        throw new IllegalArgumentException("Unsupported input type " + type);
    }
  }
}
