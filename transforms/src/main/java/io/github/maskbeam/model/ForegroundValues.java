// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

/** The meaning of the values of a single foreground channel. */
public enum ForegroundValues {
  /** Probabilities: foreground is greater than 0.5. */
  PROBABILITIES,
  /** Logits, the input of a sigmoid that the model does not have: foreground is greater than 0. */
  LOGITS
}
