// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model.demo;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tensorflow.lite.schema.AddOptionsT;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.Conv2DOptionsT;
import org.tensorflow.lite.schema.Padding;
import org.tensorflow.lite.schema.Pool2DOptionsT;
import org.tensorflow.lite.schema.SoftmaxOptionsT;

/**
 * The embedded demonstration model: a TFLite segmentation network built in code.
 *
 * <p>It is a naive Bayes classifier of colour and height, written as a network, with weights that
 * nobody trained. It segments the scenes that the project draws and shows that every stage of the
 * pipeline works; on photographs it is a curiosity. In five lines:
 *
 * <ol>
 *   <li>AVERAGE_POOL_2D halves the image, which also quietens its noise;
 *   <li>CONV_2D 1x1 gives each pixel its log-likelihood under each known colour c, a Gaussian of
 *       one width for all: (2c·x - |c|²) / 2σ², where |x|², alike for all colours, is left out;
 *   <li>ADD puts in how likely each class is at each height (sky above, road below), and SOFTMAX
 *       makes posterior probabilities of the sums;
 *   <li>CONV_2D 1x1 sums, for each class, the probabilities of its colours;
 *   <li>AVERAGE_POOL_2D lets each pixel's neighbours vote, which removes speckles.
 * </ol>
 *
 * <p>Input: float32 {@code [1, 256, 256, 3]}, RGB, (value - 127.5) / 127.5. Output: float32 {@code
 * [1, 128, 128, 8]}, one score per {@link DemoClass}, 0 to 8; the scale is such that a softmax over
 * the scores is a sensible confidence. The model carries the official TFLite metadata with
 * normalisation and label map.
 *
 * <p>Stateless and thread-safe.
 */
public final class DemoModel {

  /** Width and height of the input, px. */
  public static final int INPUT_SIZE_PX = 256;

  /** Width and height of the scores, px. */
  public static final int OUTPUT_SIZE_PX = 128;

  static final float NORMALIZATION_MEAN = 127.5f;
  static final float NORMALIZATION_STD = 127.5f;

  static final int CHANNELS = 3;
  private static final int VOTING_WINDOW_PX = 3;

  private DemoModel() {}

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

  private static byte[] network() {
    int prototypes = ColorPrototype.all().size();
    int classes = DemoClass.values().length;
    int size = OUTPUT_SIZE_PX;

    NetworkBuilder network = new NetworkBuilder();
    int image = network.activation("image", 1, INPUT_SIZE_PX, INPUT_SIZE_PX, CHANNELS);

    int halved = network.activation("halved", 1, size, size, CHANNELS);
    averagePool(network, image, halved, INPUT_SIZE_PX / OUTPUT_SIZE_PX, 2);

    int likelihoods = network.activation("log_likelihoods", 1, size, size, prototypes);
    int colours =
        network.constant("colours", DemoWeights.colourWeights(), prototypes, 1, 1, CHANNELS);
    int colourBiases = network.constant("colour_biases", DemoWeights.colourBiases(), prototypes);
    pointwiseConvolution(network, new int[] {halved, colours, colourBiases}, likelihoods);

    int priors = network.constant("log_priors", DemoWeights.logPriors(), 1, size, 1, prototypes);
    int sums = network.activation("log_posteriors", 1, size, size, prototypes);
    network.operator(
        BuiltinOperator.ADD,
        BuiltinOptions.AddOptions,
        new AddOptionsT(),
        new int[] {likelihoods, priors},
        sums);

    int posteriors = network.activation("posteriors", 1, size, size, prototypes);
    SoftmaxOptionsT softmax = new SoftmaxOptionsT();
    softmax.setBeta(1f);
    network.operator(
        BuiltinOperator.SOFTMAX,
        BuiltinOptions.SoftmaxOptions,
        softmax,
        new int[] {sums},
        posteriors);

    int votes = network.activation("votes", 1, size, size, classes);
    int members =
        network.constant("members", DemoWeights.memberWeights(), classes, 1, 1, prototypes);
    int memberBiases = network.constant("member_biases", new float[classes], classes);
    pointwiseConvolution(network, new int[] {posteriors, members, memberBiases}, votes);

    int scores = network.activation("scores", 1, size, size, classes);
    averagePool(network, votes, scores, 1, VOTING_WINDOW_PX);

    return network.build(
        "Maskbeam demonstration: naive Bayes on colour and height",
        image,
        scores,
        DemoMetadata.BUFFER_NAME,
        DemoMetadata.describe());
  }

  private static void pointwiseConvolution(NetworkBuilder network, int[] inputs, int output) {
    Conv2DOptionsT options = new Conv2DOptionsT();
    options.setPadding(Padding.VALID);
    options.setStrideW(1);
    options.setStrideH(1);
    network.operator(
        BuiltinOperator.CONV_2D, BuiltinOptions.Conv2DOptions, options, inputs, output);
  }

  /** Averages over what lies within the image: SAME padding does not count as grey pixels here. */
  private static void averagePool(
      NetworkBuilder network, int input, int output, int stridePx, int windowPx) {
    Pool2DOptionsT options = new Pool2DOptionsT();
    options.setPadding(Padding.SAME);
    options.setStrideW(stridePx);
    options.setStrideH(stridePx);
    options.setFilterWidth(windowPx);
    options.setFilterHeight(windowPx);
    network.operator(
        BuiltinOperator.AVERAGE_POOL_2D,
        BuiltinOptions.Pool2DOptions,
        options,
        new int[] {input},
        output);
  }
}
