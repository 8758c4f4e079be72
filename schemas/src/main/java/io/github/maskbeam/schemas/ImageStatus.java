// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.schemas;

/** The outcome of one image: the values of the column {@code status}. */
public enum ImageStatus {
  /** The image has a mask. */
  SUCCEEDED,
  /** The image has a failure code and no mask. */
  FAILED
}
