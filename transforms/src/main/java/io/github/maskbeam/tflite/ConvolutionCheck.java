// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite;

import java.util.Arrays;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.Conv2DOptions;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.Tensor;

/**
 * Channel counts and steps of convolutions. Native code divides by the number of groups that
 * follows from them, reads the bias as far as the filter goes and overflows on absurd strides; each
 * ends the process.
 */
final class ConvolutionCheck {

  private static final int RANK = 4;
  private static final int OUTPUT_CHANNELS = 0;
  private static final int CHANNELS = 3;
  private static final int LARGEST_STEP = 1024;

  /**
   * Call after {@link GraphCheck}.
   *
   * @throws InvalidModelException if a convolution's parts do not fit one another
   */
  static void require(Model verifiedModel) {
    for (int g = 0; g < verifiedModel.subgraphsLength(); g++) {
      SubGraph graph = verifiedModel.subgraphs(g);
      for (int i = 0; i < graph.operatorsLength(); i++) {
        Operator operator = graph.operators(i);
        int builtin =
            RequiredOperators.builtin(verifiedModel.operatorCodes((int) operator.opcodeIndex()));
        if (builtin == BuiltinOperator.CONV_2D && operator.inputsLength() > 1) {
          requireSteps(operator, i);
          requireChannels(at(graph, operator.inputs(0)), at(graph, operator.inputs(1)));
          requireBias(graph, operator, OUTPUT_CHANNELS);
        } else if (builtin == BuiltinOperator.DEPTHWISE_CONV_2D && operator.inputsLength() > 1) {
          requireBias(graph, operator, CHANNELS);
        }
      }
    }
  }

  private static Tensor at(SubGraph graph, int index) {
    return index >= 0 ? graph.tensors(index) : null;
  }

  private static void requireSteps(Operator operator, int position) {
    Conv2DOptions options =
        operator.builtinOptionsType() == BuiltinOptions.Conv2DOptions
            ? (Conv2DOptions) operator.builtinOptions(new Conv2DOptions())
            : null;
    if (options == null) {
      throw refusal("convolution " + position + " has no options");
    }
    int[] steps = {
      options.strideW(), options.strideH(), options.dilationWFactor(), options.dilationHFactor()
    };
    for (int step : steps) {
      if (step < 1 || step > LARGEST_STEP) {
        throw refusal(
            "convolution " + position + " has the strides and dilations " + Arrays.toString(steps));
      }
    }
  }

  private static void requireChannels(Tensor input, Tensor filter) {
    if (!isFourDimensional(input) || !isFourDimensional(filter)) {
      return;
    }
    int inputChannels = input.shape(CHANNELS);
    int filterChannels = filter.shape(CHANNELS);
    int groups = filterChannels > 0 ? inputChannels / filterChannels : 0;
    if (groups < 1
        || inputChannels % filterChannels != 0
        || filter.shape(OUTPUT_CHANNELS) % groups != 0) {
      throw refusal(
          "the filter '"
              + filter.name()
              + "' takes "
              + filterChannels
              + " channels, its input '"
              + input.name()
              + "' has "
              + inputChannels);
    }
  }

  private static void requireBias(SubGraph graph, Operator operator, int channelAxis) {
    Tensor filter = at(graph, operator.inputs(1));
    Tensor bias = operator.inputsLength() > 2 ? at(graph, operator.inputs(2)) : null;
    if (bias == null || !isFourDimensional(filter)) {
      return;
    }
    int elements = 1;
    for (int i = 0; i < bias.shapeLength(); i++) {
      elements *= bias.shape(i);
    }
    if (elements != filter.shape(channelAxis)) {
      throw refusal(
          "the filter '"
              + filter.name()
              + "' gives "
              + filter.shape(channelAxis)
              + " channels, its bias '"
              + bias.name()
              + "' has "
              + elements);
    }
  }

  private static boolean isFourDimensional(Tensor tensor) {
    return tensor != null && tensor.shapeLength() == RANK;
  }

  private static InvalidModelException refusal(String what) {
    return new InvalidModelException(
        InvalidModelException.Reason.DAMAGED,
        "The TensorFlow Lite model is damaged: " + what + ".");
  }

  private ConvolutionCheck() {}
}
