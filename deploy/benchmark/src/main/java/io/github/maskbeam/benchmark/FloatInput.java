// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.benchmark;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** The input of a model, float32 [1, 257, 257, 3] from -1 to 1. For one thread. */
final class FloatInput implements AutoCloseable {
  private static final double HALF_RANGE = 127.5;

  private final ByteBuffer bytes =
      ByteBuffer.allocateDirect(ClassGrid.SIDE * ClassGrid.SIDE * 3 * Float.BYTES)
          .order(ByteOrder.nativeOrder());
  private final BytePointer pointer = new BytePointer(bytes);
  private final Mat tensor = new Mat(ClassGrid.SIDE, ClassGrid.SIDE, opencv_core.CV_32FC3, pointer);
  private final Mat resized = new Mat();
  private final Size size = new Size(ClassGrid.SIDE, ClassGrid.SIDE);

  /** The values of an image, which the next image overwrites. */
  ByteBuffer of(Mat rgb) {
    opencv_imgproc.resize(rgb, resized, size, 0, 0, opencv_imgproc.INTER_LINEAR);
    resized.convertTo(tensor, opencv_core.CV_32F, 1 / HALF_RANGE, -1);
    bytes.rewind();
    return bytes;
  }

  @Override
  public void close() {
    size.close();
    resized.close();
    tensor.close();
    pointer.close();
  }
}
