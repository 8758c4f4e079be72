// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.testing.deeplab;

import io.github.maskbeam.testing.deeplab.Graph.Features;
import java.nio.ByteBuffer;

/**
 * Small networks in the shape of the DeepLab family, with random weights: a backbone of separable
 * convolutions whose last layers are atrous, and the head of a version.
 */
public enum DeepLab {
  /** An atrous convolution to scores. */
  V1,
  /** Atrous spatial pyramid pooling (ASPP): atrous convolutions to scores, added. */
  V2,
  /** ASPP with image-level pooling, concatenated and projected. */
  V3,
  /** V3, and a decoder that refines it with features of the backbone. */
  V3_PLUS;

  /** Width and height of the input in pixels. */
  public static final int INPUT_PX = 65;

  /** Number of classes. */
  public static final int CLASSES = 5;

  /** The step of quantized scores. */
  public static final float SCORE_STEP = Graph.SCORE_SCALE;

  private static final int DECODER_STRIDE = 4;
  private static final int[] RATES = {1, 2, 3};
  private static final int CHANNELS = 8;

  /**
   * Builds a model.
   *
   * @param outputStride 8 or 16: the size of the input by that of the features
   */
  public ByteBuffer build(int outputStride, NumberFormat format, Dilation dilation) {
    Graph graph = new Graph(format, dilation, 7);
    Features input = graph.input(INPUT_PX);
    Features features = graph.convolution(input, 3, CHANNELS, 2);
    features = graph.separable(features, CHANNELS, 2, 1);
    Features early = features;
    features = graph.separable(features, CHANNELS, 2, 1);
    features =
        outputStride == 16
            ? graph.separable(features, CHANNELS, 2, 1)
            : graph.separable(features, CHANNELS, 1, 2);
    features = graph.separable(features, CHANNELS, 1, 2);
    return graph.build(input, graph.resized(head(graph, features, early), INPUT_PX));
  }

  private Features head(Graph graph, Features features, Features early) {
    switch (this) {
      case V1:
        return graph.scores(features, 3, CLASSES, 2);
      case V2:
        Features sum = graph.scores(features, 3, CLASSES, RATES[0]);
        for (int i = 1; i < RATES.length; i++) {
          sum = graph.sum(sum, graph.scores(features, 3, CLASSES, RATES[i]));
        }
        return sum;
      case V3:
        return graph.scores(pyramid(graph, features), 1, CLASSES, 1);
      case V3_PLUS:
        int size = (INPUT_PX + DECODER_STRIDE - 1) / DECODER_STRIDE;
        Features coarse = graph.resized(pyramid(graph, features), size);
        Features fine = graph.convolution(early, 1, CHANNELS / 2, 1);
        Features refined = graph.separable(graph.concatenated(coarse, fine), CHANNELS, 1, 1);
        return graph.scores(refined, 1, CLASSES, 1);
    }
    throw new AssertionError(this);
  }

  private static Features pyramid(Graph graph, Features features) {
    Features all =
        graph.concatenated(
            graph.convolution(features, 1, CHANNELS, 1),
            graph.atrous(features, CHANNELS, RATES[1]),
            graph.atrous(features, CHANNELS, RATES[2]),
            graph.pooled(features, CHANNELS));
    return graph.convolution(all, 1, CHANNELS, 1);
  }
}
