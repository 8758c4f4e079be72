// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

/**
 * A model that cannot be used: missing, unreadable, not TFLite, not a segmentation model. The
 * message names the model and the remedy. Ends a run before any image is read.
 */
public final class ModelException extends Exception {
  private static final long serialVersionUID = 1L;

  /** A problem without a deeper cause. */
  public ModelException(String message) {
    super(message);
  }

  /** A problem that something else reported. */
  public ModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
