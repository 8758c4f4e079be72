// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import io.github.maskbeam.model.ModelContract;
import io.github.maskbeam.model.SegmentationModel;
import io.github.maskbeam.model.TensorLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
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
import org.tensorflow.lite.InterpreterApi;
import org.tensorflow.lite.Tensor;

/**
 * The input of a model, {@code [1, height, width, 3]} or {@code [1, 3, height, width]}. Images are
 * resized to their placement and then converted with the {@link PixelTable}. A fourth channel,
 * which takes the mask of the previous frame of a video, stays 0.
 *
 * <p>Not thread-safe. Owns native memory until it is closed.
 */
final class InputTensor implements AutoCloseable {
  /** Pixel value of the border of a letterbox: the middle of the range. */
  private static final int BORDER_VALUE = 128;

  private static final int RGB = 3;
  private static final double NANOS_PER_MS = 1e6;

  /** Pairs of channels, from and to, for OpenCV. */
  private static final int[] RGB_TO_FIRST_CHANNELS = {0, 0, 1, 1, 2, 2};

  private final ByteBuffer bytes;
  private final BytePointer bytesPointer;

  /** The bytes as the model has them; NCHW as one column of planes. */
  private final Mat tensor;

  /** The converted image, interleaved; the tensor itself where the model has it like that. */
  private final Mat pixels;

  private final boolean hasOwnPixels;
  private final boolean isPlanar;
  private final Mat fitted;
  private final Pointer tablePointer;
  private final Mat table;

  InputTensor(SegmentationModel model, Tensor input) {
    ModelContract contract = model.contract();
    int height = contract.inputHeightPx();
    int width = contract.inputWidthPx();
    bytes = ByteBuffer.allocateDirect(input.numBytes()).order(ByteOrder.nativeOrder());
    bytesPointer = new BytePointer(bytes);
    int depth = depth(input.dataType());
    int channels = contract.inputChannels();
    isPlanar = contract.inputLayout() == TensorLayout.NCHW;
    tensor =
        isPlanar
            ? new Mat(channels * height, width, opencv_core.CV_MAKETYPE(depth, 1), bytesPointer)
            : new Mat(height, width, opencv_core.CV_MAKETYPE(depth, channels), bytesPointer);
    int pixelType = opencv_core.CV_MAKETYPE(depth, RGB);
    hasOwnPixels = tensor.type() != pixelType;
    pixels = hasOwnPixels ? new Mat(height, width, pixelType) : tensor;
    clear(input);
    fitted = new Mat(height, width, opencv_core.CV_8UC3);
    tablePointer =
        input.dataType() == DataType.FLOAT32
            ? new FloatPointer(PixelTable.ofFloats(model.normalization()))
            : new BytePointer(PixelTable.ofBytes(model, input));
    table = new Mat(1, 256, pixelType, tablePointer);
  }

  /** The input for the interpreter: a direct buffer in native order, overwritten by each image. */
  ByteBuffer bytes() {
    bytes.rewind();
    return bytes;
  }

  /**
   * Runs the model on this input.
   *
   * @param interpreter the one that the tensor belongs to
   * @return the milliseconds that it took
   */
  double run(InterpreterApi interpreter) {
    long start = System.nanoTime();
    // An empty map, because OutputTensor reads the output from tensor memory.
    interpreter.runForMultipleInputsOutputs(new Object[] {bytes()}, Collections.emptyMap());
    return (System.nanoTime() - start) / NANOS_PER_MS;
  }

  /** Writes an image with 8-bit channels red, green, blue to its placement. */
  void write(Mat rgb, Placement placement) {
    place(rgb, placement, fitted);
    write(fitted);
  }

  /** Writes an image of the size of the input. */
  void write(Mat image) {
    opencv_core.LUT(image, table, pixels);
    if (isPlanar) {
      for (int channel = 0; channel < RGB; channel++) {
        try (Mat plane = tensor.rowRange(channel * fitted.rows(), (channel + 1) * fitted.rows())) {
          opencv_core.extractChannel(pixels, plane, channel);
        }
      }
    } else if (hasOwnPixels) {
      opencv_core.mixChannels(pixels, 1, tensor, 1, RGB_TO_FIRST_CHANNELS, RGB);
    }
  }

  /** An image on its canvas; the caller closes it, which does not close {@code rgb}. */
  static Mat onCanvas(Mat rgb, Canvas canvas) {
    if (canvas.isImage(rgb.cols(), rgb.rows())) {
      return new Mat(rgb);
    }
    Mat image = new Mat(canvas.height(), canvas.width(), rgb.type());
    place(rgb, canvas.placement(), image);
    return image;
  }

  private static void place(Mat rgb, Placement placement, Mat image) {
    if (placement.width() < image.cols() || placement.height() < image.rows()) {
      try (Scalar gray = Scalar.all(BORDER_VALUE)) {
        image.put(gray);
      }
    }
    try (Rect bounds =
            new Rect(placement.left(), placement.top(), placement.width(), placement.height());
        Mat target = new Mat(image, bounds)) {
      resize(rgb, target);
    }
  }

  /** Sets all values to a real 0. */
  private void clear(Tensor input) {
    if (input.dataType() != DataType.FLOAT32) {
      byte zero = (byte) Quantization.of(input).stored(0);
      for (int i = 0; i < bytes.capacity(); i++) {
        bytes.put(i, zero);
      }
    }
  }

  @Override
  public void close() {
    table.close();
    tablePointer.close();
    fitted.close();
    if (hasOwnPixels) {
      pixels.close();
    }
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

  private static int depth(DataType type) {
    switch (type) {
      case FLOAT32:
        return opencv_core.CV_32F;
      case INT8:
        return opencv_core.CV_8S;
      case UINT8:
        return opencv_core.CV_8U;
      default:
        throw new IllegalArgumentException("Unsupported input type " + type);
    }
  }
}
