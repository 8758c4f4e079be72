// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model.precision;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChannelScalesTest {
  private static final int CHANNELS = 100;
  private static final int COUNT = 32;

  @Test
  void eachChannelHasAScaleOfItsOwn() {
    float[] weights = {127, -64, 0.5f, 0.2f};
    ChannelScales scales = ChannelScales.of(weights, 2);
    assertThat((double) scales.scales()[0], closeTo(1, 1e-6));
    assertThat((double) scales.scales()[1], closeTo(0.5 / 127, 1e-6));
    for (int i = 0; i < weights.length; i++) {
      float scale = scales.scales()[i / 2];
      double value = scale * scales.steps().get(i);
      assertThat(value, closeTo(weights[i], scale / 2));
    }
  }

  /** So that inputs with a mean other than 0 do not shift the results of the channel. */
  @Test
  void theSumOfAChannelIsKept() {
    Random random = new Random(7);
    for (int channel = 0; channel < CHANNELS; channel++) {
      float[] weights = new float[COUNT];
      double sum = 0;
      for (int i = 0; i < COUNT; i++) {
        weights[i] = random.nextFloat() - 0.3f;
        sum += weights[i];
      }
      ChannelScales scales = ChannelScales.of(weights, 1);
      float scale = scales.scales()[0];
      double quantizedSum = 0;
      for (int i = 0; i < COUNT; i++) {
        quantizedSum += scale * (double) scales.steps().get(i);
        assertThat((double) scale * scales.steps().get(i), closeTo(weights[i], scale));
      }
      assertThat(quantizedSum, closeTo(sum, 0.51 * scale));
    }
  }

  @Test
  void channelsThatAreZeroOrTinyAreZero() {
    float[] weights = {0, -0f, Float.MIN_VALUE, -1e-37f, 3, 1};
    ChannelScales scales = ChannelScales.of(weights, 3);
    assertThat(scales.steps().limit(4), is(ByteBuffer.allocate(4)));
    assertThat((int) scales.steps().get(4), greaterThan(100));
    for (float scale : scales.scales()) {
      assertThat("normal and positive", Float.MIN_NORMAL, lessThan(scale));
    }
  }

  @Test
  void hugeWeightsHaveFiniteScales() {
    ChannelScales scales = ChannelScales.of(new float[] {Float.MAX_VALUE, -Float.MAX_VALUE}, 1);
    double largest = (double) scales.scales()[0] * scales.steps().get(0);
    assertThat(largest / Float.MAX_VALUE, closeTo(1, 1e-6));
    assertThat((int) scales.steps().get(1), is(-scales.steps().get(0)));
  }
}
