// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

/** The order of the axes of an image tensor. */
public enum TensorLayout {
  /** {@code [1, height, width, channels]}. */
  NHWC,
  /** {@code [1, channels, height, width]}. */
  NCHW
}
