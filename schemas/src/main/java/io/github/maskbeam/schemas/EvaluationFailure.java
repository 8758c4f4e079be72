// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.schemas;

/**
 * Why a mask could not be compared with its ground truth: the closed list of values of the column
 * {@code failure_code} of an evaluation.
 *
 * <p>Names and meanings never change, because queries depend on them.
 */
public enum EvaluationFailure {
  /** The image was not segmented successfully, so it has no mask. */
  NOT_SEGMENTED,
  /** The mask at {@code mask_uri} cannot be read. */
  MASK_UNREADABLE,
  /** The ground truth cannot be read, or its pixels are not class ids. */
  GROUND_TRUTH_UNREADABLE,
  /** Mask and ground truth have different sizes in pixels. */
  SIZE_DIFFERS
}
