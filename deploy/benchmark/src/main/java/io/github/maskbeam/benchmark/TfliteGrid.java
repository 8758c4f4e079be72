// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.benchmark;

import java.io.File;
import java.nio.ByteOrder;
import java.util.Map;
import org.bytedeco.opencv.opencv_core.Mat;
import org.tensorflow.lite.InterpreterApi;

/** Maskbeam's interpreter through TensorFlow Lite's API. */
final class TfliteGrid implements ClassGrid {
  private final InterpreterApi interpreter;
  private final FloatInput input = new FloatInput();

  TfliteGrid(String model) {
    interpreter =
        InterpreterApi.create(
            new File(model), new InterpreterApi.Options().setNumThreads(1).setUseXNNPACK(true));
  }

  @Override
  public byte[] classes(Mat rgb) {
    interpreter.runForMultipleInputsOutputs(new Object[] {input.of(rgb)}, Map.of());
    return Argmax.of(
        interpreter
            .getOutputTensor(0)
            .asReadOnlyBuffer()
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer(),
        CLASSES,
        1);
  }

  @Override
  public void close() {
    input.close();
    interpreter.close();
  }
}
