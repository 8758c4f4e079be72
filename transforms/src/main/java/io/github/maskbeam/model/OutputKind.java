// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

/** What a segmentation model's output holds. */
public enum OutputKind {
  /** {@code [1, h, w, C]}: a score for each class. */
  SCORES,
  /** {@code [1, h, w]}: the id of the winning class. */
  CLASS_IDS,
  /**
   * {@code [1, h, w, 1]}: the probability of foreground; the classes are background, foreground.
   */
  FOREGROUND
}
