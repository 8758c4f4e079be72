// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite;

import java.util.function.IntUnaryOperator;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.SubGraph;

/**
 * What a model's graphs refer to. The native verifier knows bytes and offsets, not what they mean;
 * the native builder reports some of this and goes on, up to an abort inside a delegate.
 */
final class GraphCheck {

  private static final int LEFT_OUT = -1;

  /**
   * @throws InvalidModelException if there is no graph, a graph has no inputs or no outputs, or
   *     something in it refers to a tensor or an operator code that is not there
   */
  static void require(Model verifiedModel) {
    if (verifiedModel.subgraphsLength() == 0) {
      throw new InvalidModelException(
          InvalidModelException.Reason.DAMAGED, "The TensorFlow Lite model holds no graph.");
    }
    SubGraph main = verifiedModel.subgraphs(0);
    if (main.inputsLength() == 0 || main.outputsLength() == 0) {
      throw new InvalidModelException(
          InvalidModelException.Reason.DAMAGED,
          "The TensorFlow Lite model has "
              + main.inputsLength()
              + " inputs and "
              + main.outputsLength()
              + " outputs; at least one of each is needed.");
    }
    for (int i = 0; i < verifiedModel.subgraphsLength(); i++) {
      requireGraph(verifiedModel.subgraphs(i), verifiedModel.operatorCodesLength());
    }
  }

  private static void requireGraph(SubGraph graph, int operatorCodeCount) {
    int tensorCount = graph.tensorsLength();
    requireTensors("its inputs", tensorCount, 0, graph.inputsLength(), graph::inputs);
    requireTensors("its outputs", tensorCount, 0, graph.outputsLength(), graph::outputs);
    for (int i = 0; i < graph.operatorsLength(); i++) {
      Operator operator = graph.operators(i);
      String name = "operator " + i + "'s";
      requireTensors(
          name + " inputs", tensorCount, LEFT_OUT, operator.inputsLength(), operator::inputs);
      requireTensors(
          name + " outputs", tensorCount, LEFT_OUT, operator.outputsLength(), operator::outputs);
      if (operator.opcodeIndex() >= operatorCodeCount) {
        throw new InvalidModelException(
            InvalidModelException.Reason.DAMAGED,
            "The TensorFlow Lite model is damaged: "
                + name
                + " code is "
                + operator.opcodeIndex()
                + ", but it has "
                + operatorCodeCount
                + " codes only.");
      }
    }
  }

  private static void requireTensors(
      String where, int tensorCount, int lowest, int length, IntUnaryOperator indexAt) {
    for (int i = 0; i < length; i++) {
      int index = indexAt.applyAsInt(i);
      if (index < lowest || index >= tensorCount) {
        throw new IllegalArgumentException(
            "The TensorFlow Lite model is damaged: tensor "
                + index
                + " is among "
                + where
                + ", but it has tensors 0 to "
                + (tensorCount - 1)
                + " only.");
      }
    }
  }

  private GraphCheck() {}
}
