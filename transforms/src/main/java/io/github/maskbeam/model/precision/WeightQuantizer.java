// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model.precision;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.lite.schema.OperatorT;
import org.tensorflow.lite.schema.QuantizationParametersT;
import org.tensorflow.lite.schema.SubGraphT;
import org.tensorflow.lite.schema.TensorT;
import org.tensorflow.lite.schema.TensorType;

/**
 * Quantizes the weights of a float model's convolutions to int8, with a scale per output channel.
 * Activations stay float32: XNNPACK quantizes the input of each convolution by the range that it
 * has (dynamic-range quantization). The same model gives the same bytes on each machine.
 */
public final class WeightQuantizer {
  /**
   * Convolutions that use each value of their input less often stay float: to quantize the input
   * takes as long as the faster sums save, and costs accuracy. DeepLab v3 257 is as fast with 0 as
   * with 24, but twice as many pixels change their class; with 64 it becomes slower.
   */
  private static final int MIN_USES_OF_INPUT = 24;

  /** Convolutions with fewer weights stay float: they save too little, and often nothing. */
  private static final int MIN_WEIGHTS = 512;

  private final EditableModel model;
  private final SubGraphT graph;
  private final Constants constants;

  /** By constants of float: their copies of int8. */
  private final Map<Integer, Integer> quantized = new HashMap<>();

  private WeightQuantizer(EditableModel model, SubGraphT graph) {
    this.model = model;
    this.graph = graph;
    this.constants = new Constants(model, graph);
  }

  /**
   * Quantizes a model.
   *
   * @param content a model that TensorFlow Lite has accepted, from position to limit; not changed
   * @return a direct buffer of native order; empty if no convolution of the model gains
   * @throws UnknownPartException if the model has parts that would be lost
   */
  public static Optional<ByteBuffer> quantize(ByteBuffer content) throws UnknownPartException {
    EditableModel model = EditableModel.of(content);
    int count = 0;
    for (SubGraphT graph : model.graphs()) {
      count += new WeightQuantizer(model, graph).quantize();
    }
    return count == 0 ? Optional.empty() : Optional.of(model.pack());
  }

  /**
   * Number of operators that {@link #quantize} changes.
   *
   * @throws UnknownPartException if the model has parts that would be lost
   */
  public static int operatorCount(ByteBuffer content) throws UnknownPartException {
    EditableModel model = EditableModel.of(content);
    int count = 0;
    for (SubGraphT graph : model.graphs()) {
      WeightQuantizer quantizer = new WeightQuantizer(model, graph);
      for (OperatorT operator : graph.getOperators()) {
        count += quantizer.gains(operator).isPresent() ? 1 : 0;
      }
    }
    return count;
  }

  private int quantize() {
    int count = 0;
    for (OperatorT operator : graph.getOperators()) {
      Optional<ConvolutionKind> kind = gains(operator);
      if (kind.isPresent() && quantizeWeights(operator)) {
        widenBias(operator, kind.get().bias());
        model.setVersion(operator, kind.get().version());
        count++;
      }
    }
    constants.finish();
    return count;
  }

  private Optional<ConvolutionKind> gains(OperatorT operator) {
    return ConvolutionKind.of(model.builtin(operator)).filter(kind -> gains(operator, kind));
  }

  private boolean gains(OperatorT operator, ConvolutionKind kind) {
    int[] inputs = operator.getInputs();
    TensorT activations = constants.tensor(inputs[kind.activations()]);
    if (activations.getType() != TensorType.FLOAT32
        || constants.source(inputs[ConvolutionKind.WEIGHTS]).isEmpty()) {
      return false;
    }
    int[] shape = constants.tensor(inputs[ConvolutionKind.WEIGHTS]).getShape();
    return Arrays.stream(shape).asLongStream().reduce(1, (a, b) -> a * b) >= MIN_WEIGHTS
        && kind.usesOfInput(operator, shape) >= MIN_USES_OF_INPUT
        // Grouped convolutions have fewer channels in their weights than in their input.
        && shape[3] == activations.getShape()[activations.getShape().length - 1];
  }

  private boolean quantizeWeights(OperatorT operator) {
    int[] inputs = operator.getInputs();
    int source = constants.source(inputs[ConvolutionKind.WEIGHTS]).orElseThrow();
    Integer copy = quantized.get(source);
    if (copy == null) {
      float[] values = constants.values(source);
      for (float value : values) {
        if (!Float.isFinite(value)) {
          return false;
        }
      }
      int channels = constants.tensor(source).getShape()[0];
      ChannelScales scales = ChannelScales.of(values, channels);
      copy = constants.replace(source, TensorType.INT8, scales.steps());
      constants.tensor(copy).setQuantization(parameters(scales.scales()));
      quantized.put(source, copy);
    }
    inputs[ConvolutionKind.WEIGHTS] = copy;
    return true;
  }

  /** XNNPACK does not combine weights of int8 with a bias that is converted from float16. */
  private void widenBias(OperatorT operator, int bias) {
    int[] inputs = operator.getInputs();
    if (bias < inputs.length && constants.isHalf(inputs[bias])) {
      inputs[bias] = constants.widen(constants.source(inputs[bias]).orElseThrow());
    }
  }

  private static QuantizationParametersT parameters(float[] scales) {
    QuantizationParametersT parameters = new QuantizationParametersT();
    parameters.setScale(scales);
    parameters.setZeroPoint(new long[scales.length]);
    parameters.setQuantizedDimension(0);
    return parameters;
  }
}
