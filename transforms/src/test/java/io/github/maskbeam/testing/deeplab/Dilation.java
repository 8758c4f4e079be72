// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.testing.deeplab;

/** How a graph expresses convolutions with holes between their weights. */
public enum Dilation {
  /** Dilation factors of the operator. */
  FACTORS,
  /** A dense convolution between SPACE_TO_BATCH_ND and BATCH_TO_SPACE_ND. */
  SPACE_TO_BATCH
}
