// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

/** The number format of the weights that a model runs with. */
public enum Precision {
  /** The weights as they are in the model file. */
  MODEL,
  /**
   * Weights of convolutions in int8, quantized when the model is loaded; all activations in
   * float32. Only for models with weights of float32 or float16.
   */
  INT8
}
