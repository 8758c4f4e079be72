// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite;

import java.util.Objects;

/**
 * A model that cannot be opened. An IllegalArgumentException, as TensorFlow Lite's Java API
 * declares, with a reason for programs beside the message for people.
 */
public final class InvalidModelException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  InvalidModelException(Reason reason, String message) {
    this(reason, message, null);
  }

  InvalidModelException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  /** The reason. */
  public Reason reason() {
    return reason;
  }

  /** Why a model cannot be opened. */
  public enum Reason {
    /** The bytes are not those of a TensorFlow Lite model. */
    NOT_TFLITE,
    /** The model is cut short, or its parts are inconsistent. */
    DAMAGED,
    /** The model needs operators that this TensorFlow Lite does not have. */
    OPERATOR_UNSUPPORTED,
    /** The model is whole, but TensorFlow Lite cannot prepare it. */
    NOT_RUNNABLE
  }
}
