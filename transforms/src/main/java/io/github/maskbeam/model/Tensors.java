// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tensorflow.lite.InterpreterApi;
import org.tensorflow.lite.Tensor;

/** Describes tensors in messages. */
final class Tensors {
  private Tensors() {}

  static String inputs(InterpreterApi interpreter) {
    return joined(interpreter.getInputTensorCount(), interpreter::getInputTensor);
  }

  static String outputs(InterpreterApi interpreter) {
    return joined(interpreter.getOutputTensorCount(), interpreter::getOutputTensor);
  }

  /** Type and shape, with -1 for dynamic sizes. */
  static String describe(Tensor tensor) {
    return tensor.dataType() + " " + Arrays.toString(tensor.shapeSignature());
  }

  /**
   * All inputs and outputs by kind and index, such as {@code output 1}: name, type, shape, and for
   * a quantized tensor scale and zero point.
   */
  static Map<String, String> all(InterpreterApi interpreter) {
    Map<String, String> all = new LinkedHashMap<>();
    for (int i = 0; i < interpreter.getInputTensorCount(); i++) {
      all.put("input " + i, full(interpreter.getInputTensor(i)));
    }
    for (int i = 0; i < interpreter.getOutputTensorCount(); i++) {
      all.put("output " + i, full(interpreter.getOutputTensor(i)));
    }
    return all;
  }

  private static String full(Tensor tensor) {
    Tensor.QuantizationParams quantization = tensor.quantizationParams();
    return (tensor.name() == null || tensor.name().isEmpty() ? "(no name)" : tensor.name())
        + ": "
        + tensor.dataType().name().toLowerCase(Locale.ROOT)
        + " "
        + Arrays.toString(tensor.shapeSignature())
        + (quantization.getScale() == 0
            ? ""
            : ", scale " + quantization.getScale() + ", zero point " + quantization.getZeroPoint());
  }

  private static String joined(int count, IntFunction<Tensor> tensors) {
    return IntStream.range(0, count)
        .mapToObj(tensors)
        .map(Tensors::describe)
        .collect(Collectors.joining(" and "));
  }
}
