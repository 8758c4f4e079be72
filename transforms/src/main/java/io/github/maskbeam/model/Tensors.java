// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

import java.util.Arrays;
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

  private static String joined(int count, IntFunction<Tensor> tensors) {
    return IntStream.range(0, count)
        .mapToObj(tensors)
        .map(Tensors::describe)
        .collect(Collectors.joining(" and "));
  }
}
