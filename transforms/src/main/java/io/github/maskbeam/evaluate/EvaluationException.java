// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.evaluate;

import io.github.maskbeam.schemas.EvaluationFailure;

/** Thrown if a mask and its ground truth cannot be compared. */
public final class EvaluationException extends Exception {
  private static final long serialVersionUID = 1L;

  private final EvaluationFailure failure;

  EvaluationException(EvaluationFailure failure, String message) {
    super(message);
    this.failure = failure;
  }

  EvaluationFailure failure() {
    return failure;
  }
}
