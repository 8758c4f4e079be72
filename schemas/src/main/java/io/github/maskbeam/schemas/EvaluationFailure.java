// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.schemas;

/**
 * Why an image could not be held against its ground truth: the closed list of values of the column
 * {@code failure_code} of an evaluation.
 *
 * <p>A code keeps its name and meaning for good; people query by it.
 */
public enum EvaluationFailure {
  /** The image failed when it was segmented, so there is no mask. */
  NOT_SEGMENTED,
  /** The mask that the table names cannot be read. */
  MASK_UNREADABLE,
  /** The ground truth cannot be read, or its pixels are no class ids. */
  GROUND_TRUTH_UNREADABLE,
  /** Mask and ground truth have different sizes in pixels. */
  SIZE_DIFFERS
}
