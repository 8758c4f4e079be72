// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

import java.util.Objects;

/**
 * Thrown if a model cannot be used: it is missing, unreadable, not a TFLite model or not a
 * segmentation model. The message has the model and the remedy. Fails a run before any image is
 * read.
 */
public final class ModelException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ModelFailure failure;

  /** An exception without a cause. */
  public ModelException(ModelFailure failure, String message) {
    this(failure, message, null);
  }

  /** An exception with a cause. */
  public ModelException(ModelFailure failure, String message, Throwable cause) {
    super(message, cause);
    this.failure = Objects.requireNonNull(failure, "failure");
  }

  /** The reason, for programs to compare. */
  public ModelFailure failure() {
    return failure;
  }
}
