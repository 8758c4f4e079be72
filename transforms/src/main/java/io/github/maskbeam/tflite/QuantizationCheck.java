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
 * Scales and zero points of 8-bit tensors. Native code computes multipliers from them and aborts
 * the whole process, without a word, where one is missing, negative or out of proportion; bytes
 * changed on the way are enough for that.
 */
final class QuantizationCheck {

  // Operators that do arithmetic on what they read; others only move 8-bit values.
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

  /** Addition works with 20 bits of headroom, one of them for the sum. */
  private static final double SMALLEST_SUM_TO_TERM_SCALE = 1.0 / (1 << 19);

  /**
   * Call after {@link GraphCheck}.
   *
   * @throws InvalidModelException naming the tensor that native code could not work with
   */
  static void require(Model verifiedModel) {
    for (int g = 0; g < verifiedModel.subgraphsLength(); g++) {
      SubGraph graph = verifiedModel.subgraphs(g);
      for (int i = 0; i < graph.operatorsLength(); i++) {
        Operator operator = graph.operators(i);
        OperatorCode code = verifiedModel.operatorCodes((int) operator.opcodeIndex());
        requireOperator(graph, operator, RequiredOperators.builtin(code));
      }
    }
  }

  private static void requireOperator(SubGraph graph, Operator operator, int builtin) {
    if (!ARITHMETIC.contains(builtin)) {
      return;
    }
    Tensor output = operator.outputsLength() > 0 ? at(graph, operator.outputs(0)) : null;
    requireTensor(output);
    for (int i = 0; i < operator.inputsLength(); i++) {
      Tensor input = at(graph, operator.inputs(i));
      requireTensor(input);
      if (ELEMENTWISE.contains(builtin) && isEightBit(input)) {
        requireSum(input, output);
      }
    }
  }

  private static Tensor at(SubGraph graph, int index) {
    // -1 stands for an optional input that is left out.
    return index >= 0 ? graph.tensors(index) : null;
  }

  private static boolean isEightBit(Tensor tensor) {
    return tensor != null
        && (tensor.type() == TensorType.UINT8 || tensor.type() == TensorType.INT8);
  }

  private static void requireTensor(Tensor tensor) {
    if (!isEightBit(tensor)) {
      return;
    }
    QuantizationParameters quantization = tensor.quantization();
    if (quantization == null || quantization.scaleLength() == 0) {
      throw refusal(tensor, "has 8-bit values without a scale");
    }
    for (int i = 0; i < quantization.scaleLength(); i++) {
      float scale = quantization.scale(i);
      if (!(scale > 0 && scale <= Float.MAX_VALUE)) {
        throw refusal(tensor, "has the scale " + scale);
      }
    }
    int lowest = tensor.type() == TensorType.UINT8 ? 0 : Byte.MIN_VALUE;
    for (int i = 0; i < quantization.zeroPointLength(); i++) {
      long zeroPoint = quantization.zeroPoint(i);
      if (zeroPoint < lowest || zeroPoint > lowest + 255) {
        throw refusal(tensor, "has the zero point " + zeroPoint);
      }
    }
  }

  private static void requireSum(Tensor input, Tensor output) {
    if (output == null || output.type() != input.type()) {
      throw refusal(input, "is of another type than what is computed from it");
    }
    float scale = output.quantization().scale(0);
    if (scale <= input.quantization().scale(0) * SMALLEST_SUM_TO_TERM_SCALE) {
      throw refusal(output, "has the scale " + scale + ", too small for what it is computed from");
    }
  }

  private static InvalidModelException refusal(Tensor tensor, String what) {
    return new InvalidModelException(
        InvalidModelException.Reason.DAMAGED,
        "The TensorFlow Lite model is damaged: tensor '" + tensor.name() + "' " + what + ".");
  }

  private QuantizationCheck() {}
}
