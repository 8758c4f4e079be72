// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.testing.demo;

import io.github.maskbeam.testing.ModelBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tensorflow.lite.schema.AddOptionsT;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.BuiltinOptionsUnion;
import org.tensorflow.lite.schema.Conv2DOptionsT;
import org.tensorflow.lite.schema.Padding;
import org.tensorflow.lite.schema.Pool2DOptionsT;
import org.tensorflow.lite.schema.SoftmaxOptionsT;
import org.tensorflow.lite.schema.TensorType;

/**
 * Builds the embedded demonstration model, {@code demo.tflite}: a TFLite segmentation network.
 *
 * <p>It is a naive Bayes classifier of color and height, written as a network, with weights that
 * nobody trained. It segments the scenes that the project draws and shows that every stage of the
 * pipeline works; on photographs it is a curiosity. Its layers:
 *
 * <ol>
 *   <li>AVERAGE_POOL_2D halves the image, which also reduces its noise;
 *   <li>CONV_2D 1x1 gives each pixel its log-likelihood under each known color c, a Gaussian of one
 *       width for all: (2c·x - |c|²) / 2σ², where |x|², alike for all colors, is left out;
 *   <li>ADD puts in how likely each class is at each height (sky above, road below), and SOFTMAX
 *       makes posterior probabilities of the sums;
 *   <li>CONV_2D 1x1 sums, for each class, the probabilities of its colors;
 *   <li>AVERAGE_POOL_2D lets each pixel's neighbors vote, which removes speckles.
 * </ol>
 *
 * <p>Input: float32 {@code [1, 256, 256, 3]}, RGB, (value - 127.5) / 127.5. Output: float32 {@code
 * [1, 128, 128, 9]}, one score per {@link DemoClass}, 0 to 8; the scale is such that a softmax over
 * the scores is a sensible confidence. The model carries the official TFLite metadata with
 * normalization and label map.
 *
 * <p>Stateless and thread-safe.
 */
public final class DemoNetwork {

  /** Width and height of the input, px. */
  public static final int INPUT_SIZE_PX = 256;

  /** Width and height of the scores, px. */
  public static final int OUTPUT_SIZE_PX = 128;

  static final float NORMALIZATION_MEAN = 127.5f;
  static final float NORMALIZATION_STD = 127.5f;

  static final int CHANNELS = 3;
  private static final int VOTING_WINDOW_PX = 3;

  private DemoNetwork() {}

  /** The labels in the order of the class ids; the first is {@code background}. */
  public static List<String> labels() {
    List<String> labels = new ArrayList<>();
    for (DemoClass demoClass : DemoClass.values()) {
      labels.add(demoClass.label());
    }
    return Collections.unmodifiableList(labels);
  }

  /**
   * Builds the model, the same bytes at every call and on every machine.
   *
   * @return a direct buffer in native order at position 0, as the TFLite runtime wants it; the
   *     caller owns it
   */
  public static ByteBuffer build() {
    byte[] model = DemoMetadata.appendLabelFile(network());
    ByteBuffer buffer = ByteBuffer.allocateDirect(model.length).order(ByteOrder.nativeOrder());
    buffer.put(model);
    buffer.rewind();
    return buffer;
  }

  private static ByteBuffer network() {
    int prototypes = ColorPrototype.all().size();
    int classes = DemoClass.values().length;
    int size = OUTPUT_SIZE_PX;

    ModelBuilder network = new ModelBuilder();
    int image = activation(network, "image", INPUT_SIZE_PX, INPUT_SIZE_PX, CHANNELS);

    int halved = activation(network, "halved", size, size, CHANNELS);
    averagePool(network, image, halved, INPUT_SIZE_PX / OUTPUT_SIZE_PX, 2);

    int likelihoods = activation(network, "log_likelihoods", size, size, prototypes);
    int colors = network.floats("colors", DemoWeights.colorWeights(), prototypes, 1, 1, CHANNELS);
    int colorBiases = network.floats("color_biases", DemoWeights.colorBiases(), prototypes);
    pointwiseConvolution(network, new int[] {halved, colors, colorBiases}, likelihoods);

    int priors = network.floats("log_priors", DemoWeights.logPriors(), 1, size, 1, prototypes);
    int sums = activation(network, "log_posteriors", size, size, prototypes);
    operator(
        network,
        BuiltinOperator.ADD,
        BuiltinOptions.AddOptions,
        new AddOptionsT(),
        new int[] {likelihoods, priors},
        sums);

    int posteriors = activation(network, "posteriors", size, size, prototypes);
    SoftmaxOptionsT softmax = new SoftmaxOptionsT();
    softmax.setBeta(1f);
    operator(
        network,
        BuiltinOperator.SOFTMAX,
        BuiltinOptions.SoftmaxOptions,
        softmax,
        new int[] {sums},
        posteriors);

    int votes = activation(network, "votes", size, size, classes);
    int members = network.floats("members", DemoWeights.memberWeights(), classes, 1, 1, prototypes);
    int memberBiases = network.floats("member_biases", new float[classes], classes);
    pointwiseConvolution(network, new int[] {posteriors, members, memberBiases}, votes);

    int scores = activation(network, "scores", size, size, classes);
    averagePool(network, votes, scores, 1, VOTING_WINDOW_PX);

    return network
        .description("Maskbeam demonstration: naive Bayes on color and height")
        .inputs(image)
        .outputs(scores)
        .metadata(DemoMetadata.describe())
        .build();
  }

  /** A tensor of one image that is filled at run time. */
  private static int activation(
      ModelBuilder network, String name, int heightPx, int widthPx, int channels) {
    return network.tensor(name, TensorType.FLOAT32, 1, heightPx, widthPx, channels);
  }

  private static void pointwiseConvolution(ModelBuilder network, int[] inputs, int output) {
    Conv2DOptionsT options = new Conv2DOptionsT();
    options.setPadding(Padding.VALID);
    options.setStrideW(1);
    options.setStrideH(1);
    operator(
        network, BuiltinOperator.CONV_2D, BuiltinOptions.Conv2DOptions, options, inputs, output);
  }

  /** Averages over what lies within the image: SAME padding does not count as gray pixels here. */
  private static void averagePool(
      ModelBuilder network, int input, int output, int stridePx, int windowPx) {
    Pool2DOptionsT options = new Pool2DOptionsT();
    options.setPadding(Padding.SAME);
    options.setStrideW(stridePx);
    options.setStrideH(stridePx);
    options.setFilterWidth(windowPx);
    options.setFilterHeight(windowPx);
    operator(
        network,
        BuiltinOperator.AVERAGE_POOL_2D,
        BuiltinOptions.Pool2DOptions,
        options,
        new int[] {input},
        output);
  }

  private static void operator(
      ModelBuilder network,
      int builtin,
      byte optionsType,
      Object options,
      int[] inputs,
      int output) {
    BuiltinOptionsUnion union = new BuiltinOptionsUnion();
    union.setType(optionsType);
    union.setValue(options);
    network.operator(builtin, 1, union, inputs, new int[] {output});
  }
}
