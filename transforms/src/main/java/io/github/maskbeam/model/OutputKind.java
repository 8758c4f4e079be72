// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

/** The kind of values in the output of a segmentation model. */
public enum OutputKind {
  /** {@code [1, h, w, C]}: a score per class. */
  SCORES,
  /** {@code [1, h, w]}: the id of the class with the highest score. */
  CLASS_IDS,
  /**
   * {@code [1, h, w, 1]}: the probability of foreground. Class 0 is background, 1 is foreground.
   */
  FOREGROUND
}
