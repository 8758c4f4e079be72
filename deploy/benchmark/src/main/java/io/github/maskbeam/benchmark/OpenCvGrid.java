// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.benchmark;

import java.nio.FloatBuffer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_dnn;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_dnn.Net;

/** OpenCV's module dnn, reading the same model file. */
final class OpenCvGrid implements ClassGrid {
  private static final double HALF_RANGE = 127.5;

  private final Net net;

  OpenCvGrid(String model) {
    net = opencv_dnn.readNetFromTFLite(model);
  }

  @Override
  public byte[] classes(Mat rgb) {
    try (Size size = new Size(SIDE, SIDE);
        Scalar mean = Scalar.all(HALF_RANGE);
        Mat blob =
            opencv_dnn.blobFromImage(
                rgb, 1 / HALF_RANGE, size, mean, false, false, opencv_core.CV_32F)) {
      net.setInput(blob);
      try (Mat out = net.forward()) {
        FloatBuffer scores = out.createBuffer();
        return Argmax.of(scores, 1, SIDE * SIDE);
      }
    }
  }

  @Override
  public void close() {
    net.close();
  }
}
