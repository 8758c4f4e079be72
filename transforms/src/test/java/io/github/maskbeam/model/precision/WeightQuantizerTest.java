// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model.precision;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.testing.LayerOptions;
import io.github.maskbeam.testing.ModelBuilder;
import io.github.maskbeam.testing.TestModels;
import io.github.maskbeam.tflite.TfliteInterpreter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tensorflow.lite.InterpreterApi;
import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.AddOptionsT;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.BuiltinOptionsUnion;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Padding;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.Tensor;
import org.tensorflow.lite.schema.TensorType;
import org.tensorflow.lite.schema.TransposeConvOptionsT;

/** Graphs of one or two convolutions of 16 x 16 pixels, with weights of a fixed seed. */
class WeightQuantizerTest {
  private static final int SIDE = 16;
  private static final int INPUTS = 8;

  /** A 3 x 3 convolution has 576 weights and uses each value of its input 72 times. */
  private static final int OUTPUTS = 8;

  private static final float MAX_ERROR = 0.05f;

  private final ModelBuilder model = new ModelBuilder();
  private final Random random = new Random(11);
  private final int image = model.tensor("image", TensorType.FLOAT32, 1, SIDE, SIDE, INPUTS);

  @Test
  void convolutions() throws Exception {
    ByteBuffer original = built(convolution(image, weights(3), bias(), 1));
    ByteBuffer quantized = quantized(original);
    assertThat(WeightQuantizer.operatorCount(original), is(1));
    assertThat(types(quantized), is("CONV_2D v5 INT8"));
    assertSameScores(original, quantized);
    assertThat(quantized.capacity(), lessThan(original.capacity()));
    assertThat("the same bytes each time", quantized(original), is(quantized));
    Tensor weights = weightsOf(quantized);
    assertThat(weights.quantization().scaleLength(), is(OUTPUTS));
    assertThat(weights.quantization().quantizedDimension(), is(0));
  }

  @Test
  void convolutionsThatUseTheirInputSeldomStayFloat() throws Exception {
    // A stride of 2 uses each value of the input 18 times.
    ModelBuilder strided = new ModelBuilder();
    int in = strided.tensor("image", TensorType.FLOAT32, 1, SIDE, SIDE, INPUTS);
    int filter = strided.floats("weights", values(OUTPUTS, 3), OUTPUTS, 3, 3, INPUTS);
    int out = strided.tensor("scores", TensorType.FLOAT32, 1, SIDE / 2, SIDE / 2, OUTPUTS);
    strided.operator(
        BuiltinOperator.CONV_2D,
        1,
        LayerOptions.convolution(2, 1, false, ActivationFunctionType.NONE),
        new int[] {in, filter, strided.floats("bias", new float[OUTPUTS], OUTPUTS)},
        new int[] {out});
    ByteBuffer built = strided.inputs(in).outputs(out).build();
    assertThat(WeightQuantizer.quantize(built), is(Optional.empty()));
  }

  @Test
  void convolutionsWithFewWeightsStayFloat() throws Exception {
    int classes = 32;
    int filter = model.floats("weights", new float[classes * INPUTS], classes, 1, 1, INPUTS);
    int out = model.tensor("scores", TensorType.FLOAT32, 1, SIDE, SIDE, classes);
    convolution(image, filter, model.floats("bias", new float[classes], classes), 1, out);
    ByteBuffer original = built(out);
    assertThat(WeightQuantizer.operatorCount(original), is(0));
    assertThat(WeightQuantizer.quantize(original), is(Optional.empty()));
  }

  @Test
  void transposedConvolutions() throws Exception {
    int size = model.ints("size", new int[] {1, 2 * SIDE, 2 * SIDE, OUTPUTS}, 4);
    int filter = model.floats("weights", values(OUTPUTS, 3), OUTPUTS, 3, 3, INPUTS);
    int out = model.tensor("scores", TensorType.FLOAT32, 1, 2 * SIDE, 2 * SIDE, OUTPUTS);
    TransposeConvOptionsT options = new TransposeConvOptionsT();
    options.setPadding(Padding.SAME);
    options.setStrideH(2);
    options.setStrideW(2);
    model.operator(
        BuiltinOperator.TRANSPOSE_CONV,
        1,
        LayerOptions.union(BuiltinOptions.TransposeConvOptions, options),
        new int[] {size, filter, image},
        new int[] {out});
    ByteBuffer original = built(out);
    ByteBuffer quantized = quantized(original);
    assertThat(types(quantized), is("TRANSPOSE_CONV v3 INT8"));
    assertSameScores(original, quantized);
  }

  @Test
  void depthwiseConvolutionsStayFloat() throws Exception {
    int filter = model.floats("weights", values(1, 3), 1, 3, 3, INPUTS);
    int out = model.tensor("filtered", TensorType.FLOAT32, 1, SIDE, SIDE, INPUTS);
    model.operator(
        BuiltinOperator.DEPTHWISE_CONV_2D,
        1,
        LayerOptions.depthwise(1, 1, false, ActivationFunctionType.NONE),
        new int[] {image, filter, model.floats("bias", new float[INPUTS], INPUTS)},
        new int[] {out});
    ByteBuffer original = built(convolution(out, weights(3), bias(), 1));
    ByteBuffer quantized = quantized(original);
    assertThat(types(quantized), is("DEPTHWISE_CONV_2D v1 FLOAT32, CONV_2D v5 INT8"));
    assertSameScores(original, quantized);
  }

  @Test
  void weightsOfSeveralConvolutionsAreQuantizedOnce() throws Exception {
    int shared = weights(3);
    int sum = sum(convolution(image, shared, bias(), 1), convolution(image, shared, bias(), 2));
    ByteBuffer original = built(sum);
    ByteBuffer quantized = quantized(original);
    assertThat(types(quantized), is("CONV_2D v5 INT8, CONV_2D v5 INT8, ADD v1 FLOAT32"));
    assertSameScores(original, quantized);
    SubGraph graph = Model.getRootAsModel(quantized.duplicate()).subgraphs(0);
    assertThat(graph.operators(1).inputs(1), is(graph.operators(0).inputs(1)));
  }

  @Test
  void weightsThatAnotherOperatorReadsAreCopied() throws Exception {
    int shared = model.floats("weights", values(INPUTS, 3), INPUTS, 3, 3, INPUTS);
    int bias = model.floats("bias", new float[INPUTS], INPUTS);
    int filtered = model.tensor("scores", TensorType.FLOAT32, 1, SIDE, SIDE, INPUTS);
    convolution(image, shared, bias, 1, filtered);
    int doubled = model.tensor("doubled", TensorType.FLOAT32, INPUTS, 3, 3, INPUTS);
    add(shared, shared, doubled);
    ByteBuffer original = model.inputs(image).outputs(filtered, doubled).build();
    ByteBuffer quantized = quantized(original);
    assertThat(types(quantized), is("CONV_2D v5 INT8, ADD v1 FLOAT32"));
    assertThat(scores(quantized, 1), is(scores(original, 1)));
    assertSameScores(original, quantized);
  }

  @Test
  void weightsAndBiasOfFloat16() throws Exception {
    float[] values = values(OUTPUTS, 3);
    int filter = model.halves("converted", values, OUTPUTS, 3, 3, INPUTS);
    int bias = model.halves("converted", new float[] {1, -2, 0.5f, 0, 3, 4, 5, 6}, OUTPUTS);
    ByteBuffer original = built(convolution(image, filter, bias, 1));
    ByteBuffer quantized = quantized(original);
    assertThat(types(quantized), is("CONV_2D v5 INT8"));
    assertSameScores(original, quantized);
  }

  @Test
  void float16ThatAnotherOperatorReadsIsStillConverted() throws Exception {
    int filter = model.halves("converted", values(OUTPUTS, 3), OUTPUTS, 3, 3, INPUTS);
    int scores = convolution(image, filter, bias(), 1);
    int doubled = model.tensor("doubled", TensorType.FLOAT32, OUTPUTS, 3, 3, INPUTS);
    add(filter, filter, doubled);
    ByteBuffer original = model.inputs(image).outputs(scores, doubled).build();
    ByteBuffer quantized = quantized(original);
    assertThat(types(quantized), is("DEQUANTIZE v3 FLOAT16, CONV_2D v5 INT8, ADD v1 FLOAT32"));
    assertThat(scores(quantized, 1), is(scores(original, 1)));
  }

  @Test
  void weightsOfOtherTypesStay() throws Exception {
    int filter =
        model.constant(
            "weights",
            TensorType.INT8,
            ByteBuffer.wrap(new byte[9 * INPUTS * OUTPUTS]),
            OUTPUTS,
            3,
            3,
            INPUTS);
    model.quantizeChannels(filter, 0, 1, 1, 1, 1, 1, 1, 1, 1);
    ByteBuffer original = built(convolution(image, filter, bias(), 1));
    assertThat(WeightQuantizer.quantize(original), is(Optional.empty()));
  }

  @Test
  void computedWeightsStay() throws Exception {
    int constant = model.floats("constant", values(OUTPUTS, 3), OUTPUTS, 3, 3, INPUTS);
    int computed = model.tensor("computed", TensorType.FLOAT32, OUTPUTS, 3, 3, INPUTS);
    add(constant, constant, computed);
    ByteBuffer original = built(convolution(image, computed, bias(), 1));
    assertThat(WeightQuantizer.quantize(original), is(Optional.empty()));
  }

  @Test
  void weightsThatAreNotFiniteStay() throws Exception {
    float[] values = values(OUTPUTS, 3);
    values[7] = Float.NaN;
    int filter = model.floats("weights", values, OUTPUTS, 3, 3, INPUTS);
    ByteBuffer original = built(convolution(image, filter, bias(), 1));
    assertThat(WeightQuantizer.quantize(original), is(Optional.empty()));
  }

  @Test
  void partsThatWouldBeLostAreNamed() {
    ByteBuffer built = built(convolution(image, weights(3), bias(), 1));
    TestModels.setUnknownOptions(built, BuiltinOptions.Conv2DOptions);
    UnknownPartException refusal =
        assertThrows(UnknownPartException.class, () -> WeightQuantizer.quantize(built));
    assertThat(refusal.getMessage(), containsString("127"));
  }

  private ByteBuffer built(int output) {
    return model.inputs(image).outputs(output).build();
  }

  private static ByteBuffer quantized(ByteBuffer original) throws UnknownPartException {
    return WeightQuantizer.quantize(original).orElseThrow();
  }

  private int weights(int kernel) {
    return model.floats("weights", values(OUTPUTS, kernel), OUTPUTS, kernel, kernel, INPUTS);
  }

  private int bias() {
    return model.floats("bias", new float[] {1, -2, 0.5f, 0, 3, 4, 5, 6}, OUTPUTS);
  }

  private float[] values(int outputs, int kernel) {
    float[] values = new float[outputs * kernel * kernel * INPUTS];
    for (int i = 0; i < values.length; i++) {
      // Exact in float16.
      values[i] = (random.nextInt(401) - 200) / 1024f;
    }
    return values;
  }

  private int convolution(int in, int filter, int bias, int dilation) {
    int out = model.tensor("scores", TensorType.FLOAT32, 1, SIDE, SIDE, OUTPUTS);
    convolution(in, filter, bias, dilation, out);
    return out;
  }

  private void convolution(int in, int filter, int bias, int dilation, int out) {
    BuiltinOptionsUnion options =
        LayerOptions.convolution(1, dilation, false, ActivationFunctionType.NONE);
    model.operator(
        BuiltinOperator.CONV_2D, 1, options, new int[] {in, filter, bias}, new int[] {out});
  }

  private int sum(int left, int right) {
    int sum = model.tensor("sum", TensorType.FLOAT32, 1, SIDE, SIDE, OUTPUTS);
    add(left, right, sum);
    return sum;
  }

  private void add(int left, int right, int sum) {
    model.operator(
        BuiltinOperator.ADD,
        1,
        LayerOptions.union(BuiltinOptions.AddOptions, new AddOptionsT()),
        new int[] {left, right},
        new int[] {sum});
  }

  /** Values that are exact in float16 and normal, or 0. */
  /** Each operator with its version and the type of its second input, or else of its first. */
  private static String types(ByteBuffer content) {
    Model model = Model.getRootAsModel(content.duplicate().order(ByteOrder.LITTLE_ENDIAN));
    SubGraph graph = model.subgraphs(0);
    return String.join(
        ", ",
        IntStream.range(0, graph.operatorsLength())
            .mapToObj(graph::operators)
            .map(
                operator ->
                    BuiltinOperator.name(
                            model.operatorCodes((int) operator.opcodeIndex()).builtinCode())
                        + " v"
                        + model.operatorCodes((int) operator.opcodeIndex()).version()
                        + " "
                        + TensorType.name(
                            graph
                                .tensors(operator.inputs(operator.inputsLength() > 1 ? 1 : 0))
                                .type()))
            .toArray(String[]::new));
  }

  private static Tensor weightsOf(ByteBuffer content) {
    SubGraph graph =
        Model.getRootAsModel(content.duplicate().order(ByteOrder.LITTLE_ENDIAN)).subgraphs(0);
    return graph.tensors(graph.operators(0).inputs(1));
  }

  /** The scores of XNNPACK, which runs all operators of both. */
  private static void assertSameScores(ByteBuffer original, ByteBuffer quantized) {
    float[] expected = scores(original, 0);
    float[] actual = scores(quantized, 0);
    float largest = 0;
    float difference = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs(expected[i] - actual[i]));
    }
    assertThat(difference, lessThan(MAX_ERROR * largest));
    assertThat("quantized", Arrays.equals(expected, actual), is(false));
  }

  private static float[] scores(ByteBuffer content, int output) {
    try (TfliteInterpreter interpreter =
        TfliteInterpreter.open(content, new InterpreterApi.Options())) {
      String plain = interpreter.delegation().plainOperators().operators();
      assertThat(plain, anyOf(is(""), startsWith("DEQUANTIZE ")));
      assertThat(plain, not(containsString(";")));
      ByteBuffer input = interpreter.inputBuffer(0);
      Random random = new Random(3);
      for (int i = 0; i < input.capacity(); i += Float.BYTES) {
        input.putFloat(i, random.nextFloat() * 6);
      }
      int elements = interpreter.getOutputTensor(output).numElements();
      ByteBuffer scores =
          ByteBuffer.allocateDirect(Float.BYTES * elements).order(ByteOrder.nativeOrder());
      interpreter.runForMultipleInputsOutputs(new Object[] {null}, Map.of(output, scores));
      float[] values = new float[elements];
      scores.rewind();
      scores.asFloatBuffer().get(values);
      return values;
    }
  }
}
