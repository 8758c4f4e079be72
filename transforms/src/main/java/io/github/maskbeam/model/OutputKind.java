// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

/** The kind of values in the output of a segmentation model. */
public enum OutputKind {
  /** {@code [1, h, w, C]}, {@code [h, w, C]} or {@code [1, C, h, w]}: a score per class. */
  SCORES,
  /**
   * {@code [1, h, w]}, {@code [h, w]} or {@code [1, h, w, 1]}: the id of the class with the highest
   * score.
   */
  CLASS_IDS,
  /**
   * {@code [1, h, w, 1]}, {@code [1, h, w]} or {@code [1, h * w]}: the probability or logit of
   * foreground. Class 0 is background, 1 is foreground.
   */
  FOREGROUND
}
