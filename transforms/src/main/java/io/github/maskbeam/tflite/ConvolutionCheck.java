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
 * Verifies the channels, strides and dilations of convolutions. Native code does not: it divides by
 * the number of groups that it derives from the channels, reads past the end of a short bias and
 * overflows on huge strides. Each of these ends the process.
 */
final class ConvolutionCheck {

  private static final int RANK = 4;
  private static final int OUTPUT_CHANNELS = 0;
  private static final int CHANNELS = 3;
  private static final int MAX_STEP = 1024;

  /**
   * Verifies all convolutions of a model that has passed {@link GraphCheck}.
   *
   * @throws InvalidModelException if the input, filter, bias or options of a convolution are
   *     inconsistent
   */
  static void verify(Model verifiedModel) {
    for (int g = 0; g < verifiedModel.subgraphsLength(); g++) {
      SubGraph graph = verifiedModel.subgraphs(g);
      for (int i = 0; i < graph.operatorsLength(); i++) {
        Operator operator = graph.operators(i);
        int builtin =
            OperatorCheck.builtin(verifiedModel.operatorCodes((int) operator.opcodeIndex()));
        if (builtin == BuiltinOperator.CONV_2D && operator.inputsLength() > 1) {
          verifySteps(operator, i);
          verifyChannels(at(graph, operator.inputs(0)), at(graph, operator.inputs(1)));
          verifyBias(graph, operator, OUTPUT_CHANNELS);
        } else if (builtin == BuiltinOperator.DEPTHWISE_CONV_2D && operator.inputsLength() > 1) {
          verifyBias(graph, operator, CHANNELS);
        }
      }
    }
  }

  private static Tensor at(SubGraph graph, int index) {
    return index >= 0 ? graph.tensors(index) : null;
  }

  private static void verifySteps(Operator operator, int position) {
    Conv2DOptions options =
        operator.builtinOptionsType() == BuiltinOptions.Conv2DOptions
            ? (Conv2DOptions) operator.builtinOptions(new Conv2DOptions())
            : null;
    if (options == null) {
      throw damaged("convolution " + position + " has no options");
    }
    int[] steps = {
      options.strideW(), options.strideH(), options.dilationWFactor(), options.dilationHFactor()
    };
    for (int step : steps) {
      if (step < 1 || step > MAX_STEP) {
        throw damaged(
            "convolution "
                + position
                + " has the strides and dilations "
                + Arrays.toString(steps)
                + ", but they must be 1 to "
                + MAX_STEP);
      }
    }
  }

  private static void verifyChannels(Tensor input, Tensor filter) {
    if (!isFourDimensional(input) || !isFourDimensional(filter)) {
      return;
    }
    int inputChannels = input.shape(CHANNELS);
    int filterChannels = filter.shape(CHANNELS);
    int groups = filterChannels > 0 ? inputChannels / filterChannels : 0;
    if (groups < 1
        || inputChannels % filterChannels != 0
        || filter.shape(OUTPUT_CHANNELS) % groups != 0) {
      throw damaged(
          "the filter '"
              + filter.name()
              + "' expects "
              + filterChannels
              + " channels, but its input '"
              + input.name()
              + "' has "
              + inputChannels);
    }
  }

  private static void verifyBias(SubGraph graph, Operator operator, int channelAxis) {
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
      throw damaged(
          "the filter '"
              + filter.name()
              + "' produces "
              + filter.shape(channelAxis)
              + " channels, but its bias '"
              + bias.name()
              + "' has "
              + elements);
    }
  }

  private static boolean isFourDimensional(Tensor tensor) {
    return tensor != null && tensor.shapeLength() == RANK;
  }

  private static InvalidModelException damaged(String problem) {
    return new InvalidModelException(
        InvalidModelException.Reason.DAMAGED, "The TensorFlow Lite model is damaged: " + problem);
  }

  private ConvolutionCheck() {}
}
