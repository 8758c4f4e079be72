// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.AddOptions;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.Conv2DOptions;
import org.tensorflow.lite.schema.DepthwiseConv2DOptions;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.SubGraph;

/** Recognizes convolutions, and the addition of their bias, without an activation. */
final class LinearOperators {
  private LinearOperators() {}

  /** Whether the values of an operator are a weighted sum, which may be any number. */
  static boolean contains(SubGraph graph, Operator operator, int builtin) {
    switch (builtin) {
      case BuiltinOperator.CONV_2D:
      case BuiltinOperator.DEPTHWISE_CONV_2D:
      case BuiltinOperator.TRANSPOSE_CONV:
        return activation(operator) == ActivationFunctionType.NONE;
      case BuiltinOperator.ADD:
        // A bias has one axis; the sum of two feature maps may be a residual image.
        return activation(operator) == ActivationFunctionType.NONE
            && graph.tensors(operator.inputs(1)).shapeLength() == 1
            && graph.tensors(operator.inputs(0)).shapeLength() == 4
            && !isInput(graph, operator.inputs(0));
      default:
        return false;
    }
  }

  private static boolean isInput(SubGraph graph, int tensor) {
    return graph.inputs(0) == tensor;
  }

  private static byte activation(Operator operator) {
    switch (operator.builtinOptionsType()) {
      case BuiltinOptions.Conv2DOptions:
        return ((Conv2DOptions) operator.builtinOptions(new Conv2DOptions()))
            .fusedActivationFunction();
      case BuiltinOptions.DepthwiseConv2DOptions:
        return ((DepthwiseConv2DOptions) operator.builtinOptions(new DepthwiseConv2DOptions()))
            .fusedActivationFunction();
      case BuiltinOptions.AddOptions:
        return ((AddOptions) operator.builtinOptions(new AddOptions())).fusedActivationFunction();
      default:
        return ActivationFunctionType.NONE;
    }
  }
}
