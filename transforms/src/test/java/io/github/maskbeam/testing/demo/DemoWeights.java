// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.testing.demo;

/**
 * The numbers of the demonstration network, worked out from {@link ColorPrototype} and {@link
 * DemoClass}: P colors, C classes, all arrays in row-major order.
 */
final class DemoWeights {

  // About 19 of 255 levels: wide enough for shading and noise, narrow enough to keep colors apart.
  private static final double COLOR_SIGMA = 0.15;
  // With one score at 8 and eight at 0 a softmax says 0.997.
  private static final float SCORE_SCALE = 8f;

  private DemoWeights() {}

  /** The gradient of each prototype's log-likelihood, {@code [P, 1, 1, 3]}. */
  static float[] colorWeights() {
    float[] weights = new float[ColorPrototype.all().size() * DemoNetwork.CHANNELS];
    int i = 0;
    for (ColorPrototype prototype : ColorPrototype.all()) {
      for (int channel = 0; channel < DemoNetwork.CHANNELS; channel++) {
        weights[i++] = (float) (prototype.normalized(channel) / (COLOR_SIGMA * COLOR_SIGMA));
      }
    }
    return weights;
  }

  /** The constant of each prototype's log-likelihood, {@code [P]}. */
  static float[] colorBiases() {
    float[] biases = new float[ColorPrototype.all().size()];
    int i = 0;
    for (ColorPrototype prototype : ColorPrototype.all()) {
      double squaredLength = 0;
      for (int channel = 0; channel < DemoNetwork.CHANNELS; channel++) {
        squaredLength += prototype.normalized(channel) * prototype.normalized(channel);
      }
      biases[i++] = (float) (-squaredLength / (2 * COLOR_SIGMA * COLOR_SIGMA));
    }
    return biases;
  }

  /** The log-prior of each row and prototype, {@code [1, h, 1, P]}. */
  static float[] logPriors() {
    float[] priors = new float[DemoNetwork.OUTPUT_SIZE_PX * ColorPrototype.all().size()];
    int i = 0;
    for (int row = 0; row < DemoNetwork.OUTPUT_SIZE_PX; row++) {
      double heightFraction = (row + 0.5) / DemoNetwork.OUTPUT_SIZE_PX;
      for (ColorPrototype prototype : ColorPrototype.all()) {
        priors[i++] = (float) prototype.demoClass().logPrior(heightFraction);
      }
    }
    return priors;
  }

  /**
   * Which prototype belongs to which class, times the scale of the scores, {@code [C, 1, 1, P]}.
   */
  static float[] memberWeights() {
    float[] weights = new float[DemoClass.values().length * ColorPrototype.all().size()];
    int i = 0;
    for (DemoClass demoClass : DemoClass.values()) {
      for (ColorPrototype prototype : ColorPrototype.all()) {
        weights[i++] = prototype.demoClass() == demoClass ? SCORE_SCALE : 0f;
      }
    }
    return weights;
  }
}
