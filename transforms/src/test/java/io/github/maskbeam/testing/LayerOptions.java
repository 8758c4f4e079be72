// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.testing;

import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.BuiltinOptionsUnion;
import org.tensorflow.lite.schema.Conv2DOptionsT;
import org.tensorflow.lite.schema.DepthwiseConv2DOptionsT;
import org.tensorflow.lite.schema.Padding;

/** The options of operators, as a model stores them. */
public final class LayerOptions {
  private LayerOptions() {}

  /** A convolution with strides of 1, without dilation and activation. */
  public static BuiltinOptionsUnion dense() {
    return convolution(1, 1, false, ActivationFunctionType.NONE);
  }

  public static BuiltinOptionsUnion convolution(
      int stride, int dilation, boolean valid, byte activation) {
    Conv2DOptionsT options = new Conv2DOptionsT();
    options.setPadding(valid ? Padding.VALID : Padding.SAME);
    options.setStrideH(stride);
    options.setStrideW(stride);
    options.setDilationHFactor(dilation);
    options.setDilationWFactor(dilation);
    options.setFusedActivationFunction(activation);
    return union(BuiltinOptions.Conv2DOptions, options);
  }

  public static BuiltinOptionsUnion depthwise(
      int stride, int dilation, boolean valid, byte activation) {
    DepthwiseConv2DOptionsT options = new DepthwiseConv2DOptionsT();
    options.setPadding(valid ? Padding.VALID : Padding.SAME);
    options.setStrideH(stride);
    options.setStrideW(stride);
    options.setDepthMultiplier(1);
    options.setDilationHFactor(dilation);
    options.setDilationWFactor(dilation);
    options.setFusedActivationFunction(activation);
    return union(BuiltinOptions.DepthwiseConv2DOptions, options);
  }

  public static BuiltinOptionsUnion union(byte type, Object options) {
    BuiltinOptionsUnion union = new BuiltinOptionsUnion();
    union.setType(type);
    union.setValue(options);
    return union;
  }
}
