// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.testing;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.tensorflow.lite.schema.ArgMaxOptionsT;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.CastOptionsT;
import org.tensorflow.lite.schema.ReshapeOptionsT;
import org.tensorflow.lite.schema.TensorType;
import org.tensorflow.lite.schema.TransposeOptionsT;

/**
 * A model of each kind in the contract. Classes are the channels red, green and blue of a pixel; a
 * foreground channel is green minus red. Inputs are float32.
 */
public final class KindModels {
  private static final float[] CHANNELS = {1, 0, 0, 0, 1, 0, 0, 0, 1};
  private static final float[] CHANNELS_AND_MASK = {1, 0, 0, 9, 0, 1, 0, 0, 0, 0, 1, 0};
  private static final float[] GREEN_MINUS_RED = {-1, 1, 0};

  private static final float QUANTUM = 1 / 64f;
  private static final int ZERO_POINT = 10;

  private KindModels() {}

  /** Scores [1, h, w, 3]. */
  public static ByteBuffer scores(int height, int width) {
    return scoresBuilder(height, width).build();
  }

  /** Scores of a model whose height and width are dynamic. */
  public static ByteBuffer dynamic() {
    ModelBuilder model = scoresBuilder(1, 1);
    return model.signature(0, 1, -1, -1, 3).signature(3, 1, -1, -1, 3).build();
  }

  /** Scores in another shape. */
  public static ByteBuffer reshaped(int height, int width, int... shape) {
    ModelBuilder model = scoresBuilder(height, width);
    return model.outputs(reshape(model, 3, TensorType.FLOAT32, shape)).build();
  }

  /** Scores [1, 3, h, w]. */
  public static ByteBuffer channelsFirst(int height, int width) {
    ModelBuilder model = scoresBuilder(height, width);
    int out = model.tensor("first", TensorType.FLOAT32, 1, 3, height, width);
    return transpose(model, 3, out, 0, 3, 1, 2).outputs(out).build();
  }

  /** Scores [1, h, w, 3] of an input [1, 3, h, w]. */
  public static ByteBuffer inputChannelsFirst(int height, int width) {
    ModelBuilder model = new ModelBuilder();
    int in = model.tensor("image", TensorType.FLOAT32, 1, 3, height, width);
    int last = model.tensor("last", TensorType.FLOAT32, 1, height, width, 3);
    transpose(model, in, last, 0, 2, 3, 1);
    int out = convolution(model, last, height, width, CHANNELS, 3, 3);
    return model.inputs(in).outputs(out).build();
  }

  /** An input of four channels; the fourth adds nine times its value to the score of red. */
  public static ByteBuffer fourChannels(int height, int width) {
    ModelBuilder model = new ModelBuilder();
    int in = model.tensor("image", TensorType.FLOAT32, 1, height, width, 4);
    int out = convolution(model, in, height, width, CHANNELS_AND_MASK, 3, 4);
    return model.inputs(in).outputs(out).build();
  }

  /**
   * int8 "image" [1, channels, h, w] of scale 1/64 and zero point 10 to int8 "scores" [1, h, w, 3];
   * the fourth channel, if any, adds to the score of red.
   */
  public static ByteBuffer quantizedChannelsFirst(int height, int width, int channels) {
    ModelBuilder model = new ModelBuilder();
    int in = model.tensor("image", TensorType.INT8, 1, channels, height, width);
    int last = model.tensor("last", TensorType.INT8, 1, height, width, channels);
    model.quantize(in, QUANTUM, ZERO_POINT).quantize(last, QUANTUM, ZERO_POINT);
    transpose(model, in, last, 0, 2, 3, 1);
    int out = quantizedConvolution(model, last, height, width, channels);
    return model.inputs(in).outputs(out).build();
  }

  /** As {@link #quantizedChannelsFirst} with an input [1, h, w, channels]. */
  public static ByteBuffer quantized(int height, int width, int channels) {
    ModelBuilder model = new ModelBuilder();
    int in = model.tensor("image", TensorType.INT8, 1, height, width, channels);
    model.quantize(in, QUANTUM, ZERO_POINT);
    int out = quantizedConvolution(model, in, height, width, channels);
    return model.inputs(in).outputs(out).build();
  }

  private static int quantizedConvolution(
      ModelBuilder model, int in, int height, int width, int channels) {
    byte[] weights = new byte[3 * channels];
    for (int k = 0; k < 3; k++) {
      weights[k * channels + k] = 1;
    }
    if (channels == 4) {
      weights[3] = 9;
    }
    int filter =
        model.constant("weights", TensorType.INT8, ByteBuffer.wrap(weights), 3, 1, 1, channels);
    int bias = model.ints("bias", new int[3], 3);
    int out = model.tensor("scores", TensorType.INT8, 1, height, width, 3);
    model
        .quantizeChannels(filter, 0, 1, 1, 1)
        .quantizeChannels(bias, 0, QUANTUM, QUANTUM, QUANTUM)
        .quantize(out, QUANTUM, ZERO_POINT)
        .operator(
            BuiltinOperator.CONV_2D,
            3,
            LayerOptions.dense(),
            new int[] {in, filter, bias},
            new int[] {out});
    return out;
  }

  /** Class ids, from ARG_MAX of one type, cast to another, in a shape. */
  public static ByteBuffer ids(byte idType, byte type, int height, int width, int... shape) {
    ModelBuilder model = scoresBuilder(height, width);
    int axis = model.ints("axis", new int[] {3}, 1);
    int ids = model.tensor("ids", idType, 1, height, width);
    ArgMaxOptionsT argMax = new ArgMaxOptionsT();
    argMax.setOutputType(idType);
    model.operator(
        BuiltinOperator.ARG_MAX,
        1,
        LayerOptions.union(BuiltinOptions.ArgMaxOptions, argMax),
        new int[] {3, axis},
        new int[] {ids});
    int typed = ids;
    if (type != idType) {
      typed = model.tensor("cast", type, 1, height, width);
      CastOptionsT cast = new CastOptionsT();
      cast.setInDataType(idType);
      cast.setOutDataType(type);
      model.operator(
          BuiltinOperator.CAST,
          1,
          LayerOptions.union(BuiltinOptions.CastOptions, cast),
          new int[] {ids},
          new int[] {typed});
    }
    return model.outputs(reshape(model, typed, type, shape)).build();
  }

  /** One channel, in a shape; a probability if the last operator is LOGISTIC. */
  public static ByteBuffer foreground(int last, int height, int width, int... shape) {
    ModelBuilder model = new ModelBuilder();
    int in = model.tensor("image", TensorType.FLOAT32, 1, height, width, 3);
    int out = convolution(model, in, height, width, GREEN_MINUS_RED, 1, 3);
    if (last == BuiltinOperator.LOGISTIC) {
      int logit = out;
      out = model.tensor("probability", TensorType.FLOAT32, 1, height, width, 1);
      model.operator(last, 1, null, new int[] {logit}, new int[] {out});
    }
    return model.inputs(in).outputs(reshape(model, out, TensorType.FLOAT32, shape)).build();
  }

  /** Two outputs of constant scores for two classes; the input has 8 x 12 px. */
  public static ByteBuffer twoOutputs(
      String first, int height, int width, String second, int otherHeight, int otherWidth) {
    ModelBuilder model = new ModelBuilder();
    int in = model.tensor("image", TensorType.FLOAT32, 1, 8, 12, 3);
    int a = model.floats(first, new float[2 * height * width], 1, height, width, 2);
    int b =
        model.floats(
            second, new float[2 * otherHeight * otherWidth], 1, otherHeight, otherWidth, 2);
    return model.inputs(in).outputs(a, b).build();
  }

  /** Constant outputs of these shapes; the graph shows nothing about them. */
  public static ByteBuffer constantOutputs(int height, int width, int[][] shapes) {
    String[] names = new String[shapes.length];
    Arrays.setAll(names, i -> "out" + i);
    return constantOutputs(height, width, shapes, names);
  }

  /** {@link #constantOutputs(int, int, int[][])} with these names. */
  public static ByteBuffer constantOutputs(int height, int width, int[][] shapes, String... names) {
    ModelBuilder model = new ModelBuilder();
    int in = model.tensor("image", TensorType.FLOAT32, 1, height, width, 3);
    int[] outputs = new int[shapes.length];
    for (int i = 0; i < shapes.length; i++) {
      int values = Arrays.stream(shapes[i]).reduce(1, (a, b) -> a * b);
      outputs[i] = model.floats(names[i], new float[values], shapes[i]);
    }
    return model.inputs(in).outputs(outputs).build();
  }

  private static ModelBuilder scoresBuilder(int height, int width) {
    ModelBuilder model = new ModelBuilder();
    int in = model.tensor("image", TensorType.FLOAT32, 1, height, width, 3);
    int out = convolution(model, in, height, width, CHANNELS, 3, 3);
    return model.inputs(in).outputs(out);
  }

  private static int convolution(
      ModelBuilder model, int in, int height, int width, float[] weights, int out, int channels) {
    int filter = model.floats("weights", weights, out, 1, 1, channels);
    int bias = model.floats("bias", new float[out], out);
    int scores = model.tensor("scores", TensorType.FLOAT32, 1, height, width, out);
    model.operator(
        BuiltinOperator.CONV_2D,
        1,
        LayerOptions.dense(),
        new int[] {in, filter, bias},
        new int[] {scores});
    return scores;
  }

  private static int reshape(ModelBuilder model, int in, byte type, int... shape) {
    int size = model.ints("shape", shape, shape.length);
    int out = model.tensor("reshaped", type, shape);
    ReshapeOptionsT options = new ReshapeOptionsT();
    options.setNewShape(shape);
    model.operator(
        BuiltinOperator.RESHAPE,
        1,
        LayerOptions.union(BuiltinOptions.ReshapeOptions, options),
        new int[] {in, size},
        new int[] {out});
    return out;
  }

  private static ModelBuilder transpose(ModelBuilder model, int in, int out, int... axes) {
    int permutation = model.ints("axes", axes, axes.length);
    return model.operator(
        BuiltinOperator.TRANSPOSE,
        1,
        LayerOptions.union(BuiltinOptions.TransposeOptions, new TransposeOptionsT()),
        new int[] {in, permutation},
        new int[] {out});
  }
}
