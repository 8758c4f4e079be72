// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite;

import java.util.function.IntUnaryOperator;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.SubGraph;

/**
 * Verifies the references within a model's graphs. The native verifier checks only the flatbuffer,
 * and the native builder reports some invalid references but continues until a delegate aborts.
 */
final class GraphCheck {

  /** The index of an optional input or output that is omitted. */
  private static final int OMITTED = -1;

  /**
   * Verifies all graphs of a model that the native verifier has accepted.
   *
   * @throws InvalidModelException if the model has no graph, its main graph has no inputs or no
   *     outputs, or a reference to a tensor or an operator code is invalid
   */
  static void verify(Model verifiedModel) {
    if (verifiedModel.subgraphsLength() == 0) {
      throw new InvalidModelException(
          InvalidModelException.Reason.DAMAGED, "The TensorFlow Lite model has no graph");
    }
    SubGraph main = verifiedModel.subgraphs(0);
    if (main.inputsLength() == 0 || main.outputsLength() == 0) {
      throw new InvalidModelException(
          InvalidModelException.Reason.DAMAGED,
          "The TensorFlow Lite model has "
              + main.inputsLength()
              + " inputs and "
              + main.outputsLength()
              + " outputs, but it must have at least one of each");
    }
    for (int i = 0; i < verifiedModel.subgraphsLength(); i++) {
      verifyGraph(verifiedModel.subgraphs(i), verifiedModel.operatorCodesLength());
    }
  }

  private static void verifyGraph(SubGraph graph, int operatorCodeCount) {
    int tensorCount = graph.tensorsLength();
    verifyTensors("an input of the graph", tensorCount, 0, graph.inputsLength(), graph::inputs);
    verifyTensors("an output of the graph", tensorCount, 0, graph.outputsLength(), graph::outputs);
    for (int i = 0; i < graph.operatorsLength(); i++) {
      Operator operator = graph.operators(i);
      String name = "operator " + i;
      verifyTensors(
          "an input of " + name, tensorCount, OMITTED, operator.inputsLength(), operator::inputs);
      verifyTensors(
          "an output of " + name,
          tensorCount,
          OMITTED,
          operator.outputsLength(),
          operator::outputs);
      if (operator.opcodeIndex() >= operatorCodeCount) {
        throw new InvalidModelException(
            InvalidModelException.Reason.DAMAGED,
            "The TensorFlow Lite model is damaged: "
                + name
                + " has the operator code "
                + operator.opcodeIndex()
                + ", but the model has only "
                + operatorCodeCount);
      }
    }
  }

  private static void verifyTensors(
      String reference, int tensorCount, int minIndex, int length, IntUnaryOperator indexAt) {
    for (int i = 0; i < length; i++) {
      int index = indexAt.applyAsInt(i);
      if (index < minIndex || index >= tensorCount) {
        throw new InvalidModelException(
            InvalidModelException.Reason.DAMAGED,
            "The TensorFlow Lite model is damaged: "
                + reference
                + " is tensor "
                + index
                + ", but the graph has only the tensors 0 to "
                + (tensorCount - 1));
      }
    }
  }

  private GraphCheck() {}
}
