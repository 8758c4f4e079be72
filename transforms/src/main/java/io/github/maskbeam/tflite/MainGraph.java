// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite;

import java.nio.ByteBuffer;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.SubGraph;

/** The graph that an interpreter runs: the first of the model. */
final class MainGraph {

  /**
   * Call only with a model whose structure the native verifier has accepted: that one knows bytes
   * and offsets, not what they mean.
   *
   * @throws IllegalArgumentException if the model has no graph, or none with inputs and outputs
   */
  static SubGraph of(ByteBuffer verifiedModel) {
    Model model = Model.getRootAsModel(verifiedModel.duplicate());
    if (model.subgraphsLength() == 0) {
      throw new IllegalArgumentException("The TensorFlow Lite model holds no graph.");
    }
    SubGraph graph = model.subgraphs(0);
    requireTensors(graph, graph.inputsLength(), graph::inputs, "inputs");
    requireTensors(graph, graph.outputsLength(), graph::outputs, "outputs");
    return graph;
  }

  private interface TensorIndexes {
    int at(int position);
  }

  private static void requireTensors(
      SubGraph graph, int count, TensorIndexes indexes, String kind) {
    if (count == 0) {
      throw new IllegalArgumentException("The TensorFlow Lite model has no " + kind + ".");
    }
    for (int i = 0; i < count; i++) {
      int index = indexes.at(i);
      if (index < 0 || index >= graph.tensorsLength()) {
        throw new IllegalArgumentException(
            "The TensorFlow Lite model counts tensor "
                + index
                + " among its "
                + kind
                + ", but has tensors 0 to "
                + (graph.tensorsLength() - 1)
                + " only.");
      }
    }
  }

  private MainGraph() {}
}
