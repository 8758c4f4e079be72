// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.schemas;

/** The stage in which an image failed: the values of the column {@code failure_stage}. */
public enum FailureStage {
  /** Reading the file from storage. */
  READ,
  /** Verifying the file and decoding its pixels. */
  DECODE
}
