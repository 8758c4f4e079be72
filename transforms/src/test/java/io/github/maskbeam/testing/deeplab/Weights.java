// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.testing.deeplab;

import io.github.maskbeam.testing.ModelBuilder;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.tensorflow.lite.schema.TensorType;

/** Random weights in a number format. The scale of a channel of int8 differs from the others. */
final class Weights {
  private static final int UINT8_ZERO_POINT = 128;
  private static final int MAX = 127;

  private final ModelBuilder model;
  private final NumberFormat format;
  private final Random random;
  private float[] channelScales = {};

  Weights(ModelBuilder model, NumberFormat format, Random random) {
    this.model = model;
    this.format = format;
    this.random = random;
  }

  /** [outputs, kernel, kernel, inputs]. */
  int filter(int outputs, int kernel, int inputs) {
    int fanIn = kernel * kernel * inputs;
    float[] values = values(outputs * fanIn, fanIn);
    return constant(values, i -> i / fanIn, outputs, 0, outputs, kernel, kernel, inputs);
  }

  /** [1, kernel, kernel, channels]. */
  int depthwise(int kernel, int channels) {
    float[] values = values(kernel * kernel * channels, kernel * kernel);
    return constant(values, i -> i % channels, channels, 3, 1, kernel, kernel, channels);
  }

  /** Of the convolution whose weights were made last. */
  int bias(int channels, float inputScale) {
    float[] values = new float[channels];
    for (int i = 0; i < channels; i++) {
      values[i] = random.nextFloat() - 0.25f;
    }
    boolean isQuantized = format == NumberFormat.INT8 || format == NumberFormat.UINT8;
    if (!isQuantized) {
      return model.floats("bias", values, channels);
    }
    int[] steps = new int[channels];
    float[] scales = new float[channels];
    for (int i = 0; i < channels; i++) {
      scales[i] = inputScale * channelScales[i % channelScales.length];
      steps[i] = Math.round(values[i] / scales[i]);
    }
    int bias = model.ints("bias", steps, channels);
    if (format == NumberFormat.UINT8) {
      model.quantize(bias, scales[0], 0);
    } else {
      model.quantizeChannels(bias, 0, scales);
    }
    return bias;
  }

  private float[] values(int count, int fanIn) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (random.nextGaussian() * 1.4 / Math.sqrt(fanIn));
    }
    return values;
  }

  private interface ChannelOf {
    int index(int weight);
  }

  private int constant(
      float[] values, ChannelOf channelOf, int channels, int dimension, int... shape) {
    switch (format) {
      case FLOAT:
        return model.floats("weights", values, shape);
      case FLOAT16:
        return model.halves("weights", values, shape);
      default:
        return quantized(values, channelOf, channels, dimension, shape);
    }
  }

  private int quantized(
      float[] values, ChannelOf channelOf, int channels, int dimension, int... shape) {
    boolean isPerTensor = format == NumberFormat.UINT8;
    channelScales = new float[isPerTensor ? 1 : channels];
    for (int i = 0; i < values.length; i++) {
      int channel = isPerTensor ? 0 : channelOf.index(i);
      channelScales[channel] = Math.max(channelScales[channel], Math.abs(values[i]) / MAX);
    }
    byte[] steps = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      float scale = channelScales[isPerTensor ? 0 : channelOf.index(i)];
      steps[i] = (byte) (Math.round(values[i] / scale) + (isPerTensor ? UINT8_ZERO_POINT : 0));
    }
    byte type = isPerTensor ? TensorType.UINT8 : TensorType.INT8;
    int weights = model.constant("weights", type, ByteBuffer.wrap(steps), shape);
    if (isPerTensor) {
      model.quantize(weights, channelScales[0], UINT8_ZERO_POINT);
    } else {
      model.quantizeChannels(weights, dimension, Arrays.copyOf(channelScales, channels));
    }
    return weights;
  }
}
