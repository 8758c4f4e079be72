// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

import java.util.Objects;

/**
 * A model that cannot be used: missing, unreadable, not TFLite, not a segmentation model. The
 * message names the model and the remedy. Ends a run before any image is read.
 */
public final class ModelException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ModelFailure failure;

  /** A problem without a deeper cause. */
  public ModelException(ModelFailure failure, String message) {
    this(failure, message, null);
  }

  /** A problem that something else reported. */
  public ModelException(ModelFailure failure, String message, Throwable cause) {
    super(message, cause);
    this.failure = Objects.requireNonNull(failure, "failure");
  }

  /** The reason, for programs. */
  public ModelFailure failure() {
    return failure;
  }
}
