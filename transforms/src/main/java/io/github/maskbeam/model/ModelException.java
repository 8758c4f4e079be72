// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Thrown if a model cannot be used: it is missing, unreadable, not a TFLite model or not a
 * segmentation model. The message has the model and the remedy. Fails a run before any image is
 * read.
 */
public final class ModelException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ModelFailure failure;
  private final LinkedHashMap<String, String> tensors;

  /** An exception without a cause. */
  public ModelException(ModelFailure failure, String message) {
    this(failure, message, null);
  }

  /** An exception with a cause. */
  public ModelException(ModelFailure failure, String message, Throwable cause) {
    this(failure, message, Map.of(), cause);
  }

  private ModelException(
      ModelFailure failure, String message, Map<String, String> tensors, Throwable cause) {
    super(message, cause);
    this.failure = Objects.requireNonNull(failure, "failure");
    this.tensors = new LinkedHashMap<>(tensors);
  }

  /** The same refusal of a model that the runtime has opened, with all inputs and outputs. */
  ModelException withTensors(Map<String, String> described) {
    return new ModelException(failure, getMessage(), described, this);
  }

  /** The same refusal with another message. */
  ModelException withMessage(String message) {
    return new ModelException(failure, message, tensors, this);
  }

  /** The reason, for programs to compare. */
  public ModelFailure failure() {
    return failure;
  }

  /**
   * All inputs and outputs of the model: {@code input 0}, {@code output 1} and so on, each with its
   * name, type, shape and quantization. Empty if the runtime cannot open the model.
   */
  public Map<String, String> tensors() {
    return Collections.unmodifiableMap(tensors);
  }
}
