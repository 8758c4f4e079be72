// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model.precision;

import java.util.Arrays;
import java.util.Optional;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.Conv2DOptionsT;
import org.tensorflow.lite.schema.OperatorT;

/**
 * The operators that XNNPACK runs with weights of int8 and activations of float32, and that gain.
 *
 * <p>Left out: DEPTHWISE_CONV_2D, because XNNPACK leaves it to TensorFlow Lite's plain kernels
 * then, which makes DeepLab v3 four times slower than its float model; FULLY_CONNECTED, because
 * segmentation models have none, or a few on one pooled vector, which take no time.
 */
enum ConvolutionKind {
  /** Weights are {@code [outputs, height, width, inputs]}. */
  CONV_2D(BuiltinOperator.CONV_2D, 5, 0, 2),
  /** Weights are {@code [outputs, height, width, inputs]}. */
  TRANSPOSE_CONV(BuiltinOperator.TRANSPOSE_CONV, 3, 2, 3);

  /** The input with the weights. */
  static final int WEIGHTS = 1;

  private static final int RANK = 4;

  private final int builtin;
  private final int version;
  private final int activations;
  private final int bias;

  ConvolutionKind(int builtin, int version, int activations, int bias) {
    this.builtin = builtin;
    this.version = version;
    this.activations = activations;
    this.bias = bias;
  }

  /** The kind with this number in the schema, if it is one of these. */
  static Optional<ConvolutionKind> of(int builtin) {
    return Arrays.stream(values()).filter(kind -> kind.builtin == builtin).findFirst();
  }

  /** The version of the operator that has weights of int8 with a scale per output channel. */
  int version() {
    return version;
  }

  /** The input with the activations. */
  int activations() {
    return activations;
  }

  /** The input with the bias, which is absent if there are fewer. */
  int bias() {
    return bias;
  }

  /**
   * How often each value of the input is multiplied, on average; 0 if the options are not those of
   * a convolution. XNNPACK quantizes the input before each convolution, which pays off only if its
   * values are used often.
   *
   * @param shape the shape of the weights
   */
  double usesOfInput(OperatorT operator, int[] shape) {
    if (shape.length != RANK) {
      return 0;
    }
    double uses = (double) shape[0] * shape[1] * shape[2];
    switch (this) {
      case CONV_2D:
        Conv2DOptionsT options = operator.getBuiltinOptions().asConv2DOptions();
        return options == null || options.getStrideH() < 1 || options.getStrideW() < 1
            ? 0
            : uses / options.getStrideH() / options.getStrideW();
      case TRANSPOSE_CONV:
        return uses;
    }
    throw new AssertionError(this);
  }
}
