// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite;

import java.util.Objects;

/**
 * Thrown if a model cannot be opened. An IllegalArgumentException, as TensorFlow Lite's Java API
 * declares, that also has a reason for programs to compare.
 */
public final class InvalidModelException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** In messages instead of the text that the library prints, which JavaCPP cannot capture. */
  public static final String SEE_STDERR = "see its message on standard error";

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
    /** The file is not a TensorFlow Lite model. */
    NOT_TFLITE,
    /** The model is truncated or inconsistent. */
    DAMAGED,
    /** The model needs operators that this version of TensorFlow Lite does not have. */
    OPERATOR_UNSUPPORTED,
    /** The model is not damaged, but TensorFlow Lite cannot prepare it. */
    NOT_RUNNABLE,
    /** The library of a delegate cannot be opened, or is not one of a delegate. */
    DELEGATE_NOT_LOADED,
    /** The library creates no delegate, for example because its device is missing. */
    DELEGATE_NOT_CREATED,
    /** The delegate cannot prepare the model. */
    DELEGATE_NOT_PREPARED
  }
}
