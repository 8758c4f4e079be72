// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.testing.deeplab;

import io.github.maskbeam.testing.LayerOptions;
import io.github.maskbeam.testing.ModelBuilder;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.AddOptionsT;
import org.tensorflow.lite.schema.BatchToSpaceNDOptionsT;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.BuiltinOptionsUnion;
import org.tensorflow.lite.schema.ConcatenationOptionsT;
import org.tensorflow.lite.schema.ReducerOptionsT;
import org.tensorflow.lite.schema.ResizeBilinearOptionsT;
import org.tensorflow.lite.schema.SpaceToBatchNDOptionsT;
import org.tensorflow.lite.schema.TensorType;

/** A graph of layers with random weights, in one number format and one form of dilation. */
final class Graph {
  /** All activations after ReLU6. */
  private static final float ACTIVATION_SCALE = 6f / 255;

  /** Scores, which have both signs. */
  static final float SCORE_SCALE = 0.1f;

  private final ModelBuilder model = new ModelBuilder();
  private final Weights weights;
  private final NumberFormat format;
  private final Dilation dilation;

  /** Number of phases while a layer is between SPACE_TO_BATCH and its inverse. */
  private int batch = 1;

  Graph(NumberFormat format, Dilation dilation, long seed) {
    this.format = format;
    this.dilation = dilation;
    this.weights = new Weights(model, format, new Random(seed));
  }

  /** A feature map: its tensor, size and channels. */
  static final class Features {
    final int tensor;
    final int size;
    final int channels;
    final boolean areScores;

    private Features(int tensor, int size, int channels, boolean areScores) {
      this.tensor = tensor;
      this.size = size;
      this.channels = channels;
      this.areScores = areScores;
    }
  }

  Features input(int size) {
    return features("image", size, 3, false);
  }

  /** A convolution with ReLU6. */
  Features convolution(Features in, int kernel, int channels, int stride) {
    return convolution(in, kernel, channels, stride, 1, false);
  }

  /** A 3 x 3 convolution with ReLU6 and holes between its weights. */
  Features atrous(Features in, int channels, int rate) {
    return dilated(in, rate, (from, factor) -> convolution(from, 3, channels, 1, factor, false));
  }

  /** A convolution to the scores of classes. */
  Features scores(Features in, int kernel, int classes, int rate) {
    return dilated(in, rate, (from, factor) -> convolution(from, kernel, classes, 1, factor, true));
  }

  /** A depthwise convolution and a 1 x 1 convolution, each with ReLU6. */
  Features separable(Features in, int channels, int stride, int rate) {
    Features filtered = dilated(in, rate, (from, factor) -> depthwise(from, stride, factor));
    return convolution(filtered, 1, channels, 1);
  }

  /** The mean of all pixels, at their size: image-level pooling. */
  Features pooled(Features in, int channels) {
    int axes = model.ints("axes", new int[] {1, 2}, 2);
    Features mean = features("mean", 1, in.channels, false);
    ReducerOptionsT options = new ReducerOptionsT();
    options.setKeepDims(true);
    add(BuiltinOperator.MEAN, BuiltinOptions.ReducerOptions, options, mean, in.tensor, axes);
    return resized(convolution(mean, 1, channels, 1), in.size);
  }

  Features sum(Features left, Features right) {
    Features sum = features("sum", left.size, left.channels, left.areScores);
    add(
        BuiltinOperator.ADD,
        BuiltinOptions.AddOptions,
        new AddOptionsT(),
        sum,
        left.tensor,
        right.tensor);
    return sum;
  }

  Features concatenated(Features... parts) {
    int channels = Arrays.stream(parts).mapToInt(part -> part.channels).sum();
    Features all = features("concatenated", parts[0].size, channels, false);
    ConcatenationOptionsT options = new ConcatenationOptionsT();
    options.setAxis(3);
    int[] tensors = Arrays.stream(parts).mapToInt(part -> part.tensor).toArray();
    add(BuiltinOperator.CONCATENATION, BuiltinOptions.ConcatenationOptions, options, all, tensors);
    return all;
  }

  Features resized(Features in, int size) {
    int target = model.ints("size", new int[] {size, size}, 2);
    Features out = features("resized", size, in.channels, in.areScores);
    ResizeBilinearOptionsT options = new ResizeBilinearOptionsT();
    options.setAlignCorners(true);
    add(
        BuiltinOperator.RESIZE_BILINEAR,
        BuiltinOptions.ResizeBilinearOptions,
        options,
        out,
        in.tensor,
        target);
    return out;
  }

  ByteBuffer build(Features input, Features output) {
    return model.inputs(input.tensor).outputs(output.tensor).build();
  }

  private interface Layer {
    Features of(Features in, int dilationFactor);
  }

  /** With dilation factors, or as a dense convolution between SPACE_TO_BATCH and its inverse. */
  private Features dilated(Features in, int rate, Layer layer) {
    if (rate == 1 || dilation == Dilation.FACTORS) {
      return layer.of(in, rate);
    }
    int block = model.ints("block", new int[] {rate, rate}, 2);
    // A 3 x 3 kernel adds a pixel on each side of a phase; then each phase has the same size.
    int phase = (in.size + rate - 1) / rate;
    int after = phase * rate - in.size;
    int padding = model.ints("padding", new int[] {rate, rate + after, rate, rate + after}, 2, 2);
    int crops = model.ints("crops", new int[] {0, after, 0, after}, 2, 2);
    Features phases = batch("phases", rate * rate, phase + 2, in.channels, in.areScores);
    add(
        BuiltinOperator.SPACE_TO_BATCH_ND,
        BuiltinOptions.SpaceToBatchNDOptions,
        new SpaceToBatchNDOptionsT(),
        phases,
        in.tensor,
        block,
        padding);
    batch = rate * rate;
    Features filtered = layer.of(phases, 1);
    batch = 1;
    Features out = features("joined", in.size, filtered.channels, filtered.areScores);
    add(
        BuiltinOperator.BATCH_TO_SPACE_ND,
        BuiltinOptions.BatchToSpaceNDOptions,
        new BatchToSpaceNDOptionsT(),
        out,
        filtered.tensor,
        block,
        crops);
    return out;
  }

  private Features convolution(
      Features in, int kernel, int channels, int stride, int factor, boolean toScores) {
    int filter = weights.filter(channels, kernel, in.channels);
    int bias = weights.bias(channels, scale(in));
    Features out = batch("convolved", batch, size(in, kernel, stride), channels, toScores);
    BuiltinOptionsUnion options =
        LayerOptions.convolution(stride, factor, isValid(kernel), activation(toScores));
    model.operator(
        BuiltinOperator.CONV_2D,
        format.convolutionVersion(),
        options,
        new int[] {in.tensor, filter, bias},
        new int[] {out.tensor});
    return out;
  }

  private Features depthwise(Features in, int stride, int factor) {
    int filter = weights.depthwise(3, in.channels);
    int bias = weights.bias(in.channels, scale(in));
    Features out = batch("filtered", batch, size(in, 3, stride), in.channels, false);
    BuiltinOptionsUnion options =
        LayerOptions.depthwise(stride, factor, isValid(3), activation(false));
    model.operator(
        BuiltinOperator.DEPTHWISE_CONV_2D,
        format.depthwiseVersion(),
        options,
        new int[] {in.tensor, filter, bias},
        new int[] {out.tensor});
    return out;
  }

  private boolean isValid(int kernel) {
    return batch > 1 && kernel > 1;
  }

  private int size(Features in, int kernel, int stride) {
    return isValid(kernel) ? in.size - kernel + 1 : (in.size + stride - 1) / stride;
  }

  private static byte activation(boolean toScores) {
    return toScores ? ActivationFunctionType.NONE : ActivationFunctionType.RELU6;
  }

  private static float scale(Features features) {
    return features.areScores ? SCORE_SCALE : ACTIVATION_SCALE;
  }

  private Features features(String name, int size, int channels, boolean areScores) {
    return batch(name, 1, size, channels, areScores);
  }

  private Features batch(String name, int count, int size, int channels, boolean areScores) {
    byte type = format.activations();
    int tensor = model.tensor(name, type, count, size, size, channels);
    if (type != TensorType.FLOAT32) {
      int lowest = type == TensorType.INT8 ? Byte.MIN_VALUE : 0;
      model.quantize(
          tensor, areScores ? SCORE_SCALE : ACTIVATION_SCALE, areScores ? lowest + 128 : lowest);
    }
    return new Features(tensor, size, channels, areScores);
  }

  private void add(int operator, byte optionsType, Object options, Features out, int... inputs) {
    BuiltinOptionsUnion union = LayerOptions.union(optionsType, options);
    model.operator(operator, format.operatorVersion(), union, inputs, new int[] {out.tensor});
  }
}
