// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.schemas;

/** Where on its way an image failed: the values of the column {@code failure_stage}. */
public enum FailureStage {
  /** While its bytes were read from storage. */
  READ,
  /** While its bytes were made into pixels. */
  DECODE
}
