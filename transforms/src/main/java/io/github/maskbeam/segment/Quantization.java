// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import org.tensorflow.lite.Tensor;

/**
 * Converts between stored and real values of a quantized tensor: {@code real = (stored - zeroPoint)
 * * scale}.
 *
 * <p>Source: TensorFlow Lite's 8-bit quantization specification. A scale of 0 means that the tensor
 * is not quantized; then stored and real values are equal. Immutable.
 */
final class Quantization {
  private final double scale;
  private final int zeroPoint;

  private Quantization(double scale, int zeroPoint) {
    this.scale = scale;
    this.zeroPoint = zeroPoint;
  }

  static Quantization of(Tensor tensor) {
    Tensor.QuantizationParams params = tensor.quantizationParams();
    return params.getScale() == 0
        ? new Quantization(1, 0)
        : new Quantization(params.getScale(), params.getZeroPoint());
  }

  double real(int stored) {
    return (stored - zeroPoint) * scale;
  }

  /** The nearest stored value, which may be outside the range of the tensor's type. */
  long stored(double real) {
    return Math.round(real / scale + zeroPoint);
  }
}
