// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.testing.deeplab;

import org.tensorflow.lite.schema.TensorType;

/** The number format of weights and activations. */
public enum NumberFormat {
  /** All float32. */
  FLOAT,
  /** Weights of float16, which DEQUANTIZE converts; activations of float32. */
  FLOAT16,
  /** Weights of int8 with a scale per output channel; activations of float32. */
  DYNAMIC_RANGE,
  /** Weights of int8 with a scale per output channel; activations of int8. */
  INT8,
  /** Weights and activations of uint8 with a scale per tensor. */
  UINT8;

  byte activations() {
    switch (this) {
      case INT8:
        return TensorType.INT8;
      case UINT8:
        return TensorType.UINT8;
      default:
        return TensorType.FLOAT32;
    }
  }

  int convolutionVersion() {
    return this == DYNAMIC_RANGE ? 5 : operatorVersion() == 2 ? 3 : 1;
  }

  /** Version 2 has dilation factors. */
  int depthwiseVersion() {
    return this == DYNAMIC_RANGE ? 6 : operatorVersion() == 2 ? 3 : 2;
  }

  /** Version 2 of most operators supports int8. */
  int operatorVersion() {
    return this == INT8 ? 2 : 1;
  }
}
