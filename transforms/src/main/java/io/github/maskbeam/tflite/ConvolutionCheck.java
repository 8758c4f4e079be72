// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite;

import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.Tensor;

/**
 * Channel counts of convolutions. Native code divides by the number of groups that follows from
 * them, and ends the process where that is 0.
 */
final class ConvolutionCheck {

  private static final int RANK = 4;
  private static final int CHANNELS = 3;

  /**
   * Call after {@link GraphCheck}.
   *
   * @throws IllegalArgumentException if a convolution's input does not fit its filter
   */
  static void require(Model verifiedModel) {
    for (int g = 0; g < verifiedModel.subgraphsLength(); g++) {
      SubGraph graph = verifiedModel.subgraphs(g);
      for (int i = 0; i < graph.operatorsLength(); i++) {
        Operator operator = graph.operators(i);
        int builtin =
            RequiredOperators.builtin(verifiedModel.operatorCodes((int) operator.opcodeIndex()));
        if (builtin == BuiltinOperator.CONV_2D && operator.inputsLength() > 1) {
          requireFit(at(graph, operator.inputs(0)), at(graph, operator.inputs(1)));
        }
      }
    }
  }

  private static Tensor at(SubGraph graph, int index) {
    return index >= 0 ? graph.tensors(index) : null;
  }

  private static void requireFit(Tensor input, Tensor filter) {
    if (input == null
        || filter == null
        || input.shapeLength() != RANK
        || filter.shapeLength() != RANK) {
      return;
    }
    int inputChannels = input.shape(CHANNELS);
    int filterChannels = filter.shape(CHANNELS);
    int groups = filterChannels > 0 ? inputChannels / filterChannels : 0;
    if (groups < 1 || inputChannels % filterChannels != 0 || filter.shape(0) % groups != 0) {
      throw new IllegalArgumentException(
          "The TensorFlow Lite model is damaged: the filter '"
              + filter.name()
              + "' takes "
              + filterChannels
              + " channels, its input '"
              + input.name()
              + "' has "
              + inputChannels
              + ".");
    }
  }

  private ConvolutionCheck() {}
}
