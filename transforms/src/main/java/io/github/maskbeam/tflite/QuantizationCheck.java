// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite;

import java.util.Set;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.OperatorCode;
import org.tensorflow.lite.schema.QuantizationParameters;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.Tensor;
import org.tensorflow.lite.schema.TensorType;

/**
 * Verifies the scales and zero points of 8-bit tensors. Native code computes multipliers from them,
 * and aborts the process without a message if one is missing or out of range, as in a damaged file.
 */
final class QuantizationCheck {

  // Operators that calculate with 8-bit values; all others only move them.
  private static final Set<Integer> ARITHMETIC =
      Set.of(
          BuiltinOperator.ADD,
          BuiltinOperator.SUB,
          BuiltinOperator.MUL,
          BuiltinOperator.CONV_2D,
          BuiltinOperator.DEPTHWISE_CONV_2D,
          BuiltinOperator.TRANSPOSE_CONV,
          BuiltinOperator.FULLY_CONNECTED,
          BuiltinOperator.SOFTMAX,
          BuiltinOperator.LOGISTIC,
          BuiltinOperator.TANH,
          BuiltinOperator.HARD_SWISH,
          BuiltinOperator.LEAKY_RELU,
          BuiltinOperator.PRELU);

  private static final Set<Integer> ELEMENTWISE =
      Set.of(BuiltinOperator.ADD, BuiltinOperator.SUB, BuiltinOperator.MUL);

  /** Addition shifts its inputs left by 20 bits, of which the sum needs one. */
  private static final double MIN_OUTPUT_TO_INPUT_SCALE = 1.0 / (1 << 19);

  /**
   * Verifies all quantized operators of a model that has passed {@link GraphCheck}.
   *
   * @throws InvalidModelException if the quantization of a tensor is invalid
   */
  static void verify(Model verifiedModel) {
    for (int g = 0; g < verifiedModel.subgraphsLength(); g++) {
      SubGraph graph = verifiedModel.subgraphs(g);
      for (int i = 0; i < graph.operatorsLength(); i++) {
        Operator operator = graph.operators(i);
        OperatorCode code = verifiedModel.operatorCodes((int) operator.opcodeIndex());
        verifyOperator(graph, operator, OperatorCheck.builtin(code));
      }
    }
  }

  private static void verifyOperator(SubGraph graph, Operator operator, int builtin) {
    if (!ARITHMETIC.contains(builtin)) {
      return;
    }
    Tensor output = operator.outputsLength() > 0 ? at(graph, operator.outputs(0)) : null;
    verifyTensor(output);
    for (int i = 0; i < operator.inputsLength(); i++) {
      Tensor input = at(graph, operator.inputs(i));
      verifyTensor(input);
      if (ELEMENTWISE.contains(builtin) && isEightBit(input)) {
        verifyScales(input, output);
      }
    }
  }

  private static Tensor at(SubGraph graph, int index) {
    // An index of -1 is an optional input that is omitted.
    return index >= 0 ? graph.tensors(index) : null;
  }

  private static boolean isEightBit(Tensor tensor) {
    return tensor != null
        && (tensor.type() == TensorType.UINT8 || tensor.type() == TensorType.INT8);
  }

  private static void verifyTensor(Tensor tensor) {
    if (!isEightBit(tensor)) {
      return;
    }
    QuantizationParameters quantization = tensor.quantization();
    if (quantization == null || quantization.scaleLength() == 0) {
      throw damaged(tensor, "has 8-bit values without a scale");
    }
    for (int i = 0; i < quantization.scaleLength(); i++) {
      float scale = quantization.scale(i);
      // Some converters give channels of weights that are all zero the scale zero.
      boolean isZeroChannel = scale == 0 && tensor.buffer() > 0 && quantization.scaleLength() > 1;
      if (!isZeroChannel && !(scale > 0 && scale <= Float.MAX_VALUE)) {
        throw damaged(tensor, "has the scale " + scale + ", but it must be positive and finite");
      }
    }
    int lowest = tensor.type() == TensorType.UINT8 ? 0 : Byte.MIN_VALUE;
    for (int i = 0; i < quantization.zeroPointLength(); i++) {
      long zeroPoint = quantization.zeroPoint(i);
      if (zeroPoint < lowest || zeroPoint > lowest + 255) {
        throw damaged(
            tensor,
            "has the zero point "
                + zeroPoint
                + ", but it must be "
                + lowest
                + " to "
                + (lowest + 255));
      }
    }
  }

  private static void verifyScales(Tensor input, Tensor output) {
    if (output == null || output.type() != input.type()) {
      throw damaged(input, "differs in type from the result of its operator");
    }
    float scale = output.quantization().scale(0);
    if (scale <= input.quantization().scale(0) * MIN_OUTPUT_TO_INPUT_SCALE) {
      throw damaged(output, "has the scale " + scale + ", which is too small for its inputs");
    }
  }

  private static InvalidModelException damaged(Tensor tensor, String problem) {
    return new InvalidModelException(
        InvalidModelException.Reason.DAMAGED,
        "The TensorFlow Lite model is damaged: tensor '" + tensor.name() + "' " + problem);
  }

  private QuantizationCheck() {}
}
