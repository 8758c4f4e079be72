// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model.precision;

import java.nio.ByteBuffer;

/**
 * Weights as int8 steps of a scale per channel, symmetric around 0. The largest weight of a channel
 * is 127 steps. The same weights give the same result on each machine.
 */
final class ChannelScales {
  private static final int MAX_STEP = 127;

  /** XNNPACK accepts only scales that are normal numbers. Smaller weights are 0. */
  private static final float MIN_WEIGHT = 2 * MAX_STEP * Float.MIN_NORMAL;

  private final float[] scales;
  private final ByteBuffer steps;

  private ChannelScales(float[] scales, ByteBuffer steps) {
    this.scales = scales;
    this.steps = steps;
  }

  /**
   * Quantizes weights.
   *
   * @param weights all finite; channel after channel, each of the same number
   */
  static ChannelScales of(float[] weights, int channels) {
    float[] scales = new float[channels];
    ByteBuffer steps = ByteBuffer.allocate(weights.length);
    int count = weights.length / channels;
    for (int channel = 0; channel < channels; channel++) {
      scales[channel] = quantize(weights, channel * count, (channel + 1) * count, steps);
    }
    return new ChannelScales(scales, steps);
  }

  /** A scale per channel, positive. */
  float[] scales() {
    return scales;
  }

  /** A step per weight, -127 to 127. */
  ByteBuffer steps() {
    return steps.duplicate();
  }

  /** Quantizes the weights of a channel and returns their scale. */
  private static float quantize(float[] weights, int from, int to, ByteBuffer steps) {
    float largest = 0;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, Math.abs(weights[i]));
    }
    if (largest < MIN_WEIGHT) {
      return 1;
    }
    // Scales with a smaller squared error of the weights gave masks that differed more.
    float scale = largest / MAX_STEP;
    for (int i = from; i < to; i++) {
      steps.put(i, (byte) Math.rint((double) weights[i] / scale));
    }
    balance(weights, from, to, scale, steps);
    return scale;
  }

  /**
   * Rounds weights to the other side until the sum of the channel's steps is that of its weights.
   * Most inputs are outputs of a ReLU, so that a wrong sum would shift all results of the channel.
   */
  private static void balance(float[] weights, int from, int to, double scale, ByteBuffer steps) {
    double excess = 0;
    for (int i = from; i < to; i++) {
      excess += steps.get(i) - weights[i] / scale;
    }
    int direction = excess > 0 ? -1 : 1;
    for (long moves = Math.round(Math.abs(excess)); moves > 0; moves--) {
      int nearest = -1;
      double largest = 0;
      for (int i = from; i < to; i++) {
        double missing = direction * (weights[i] / scale - steps.get(i));
        if (missing > largest && steps.get(i) != direction * MAX_STEP) {
          largest = missing;
          nearest = i;
        }
      }
      if (nearest < 0) {
        return;
      }
      steps.put(nearest, (byte) (steps.get(nearest) + direction));
    }
  }
}
