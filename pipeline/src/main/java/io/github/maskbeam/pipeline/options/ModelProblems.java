// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import io.github.maskbeam.model.ModelException;
import io.github.maskbeam.model.ModelFailure;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;

/** Converts failures to load a model to problems of the arguments. */
final class ModelProblems {
  private ModelProblems() {}

  /** The problem; its cause is the failure, which has the tensors of the model. */
  static UsageException of(ModelException e) {
    UsageException problem = new UsageException(code(e.failure()), e.getMessage());
    problem.initCause(e);
    return problem;
  }

  private static ProblemCode code(ModelFailure failure) {
    switch (failure) {
      case NOT_FOUND:
        return ProblemCode.MODEL_NOT_FOUND;
      case UNREADABLE:
        return ProblemCode.MODEL_UNREADABLE;
      case NOT_FETCHED:
        return ProblemCode.MODEL_NOT_FETCHED;
      case FETCHED_BYTES_DIFFER:
        return ProblemCode.MODEL_FETCHED_BYTES_DIFFER;
      case NOT_TFLITE:
        return ProblemCode.MODEL_NOT_TFLITE;
      case DAMAGED:
        return ProblemCode.MODEL_DAMAGED;
      case OPERATOR_UNSUPPORTED:
        return ProblemCode.MODEL_OPERATOR_UNSUPPORTED;
      case NOT_RUNNABLE:
        return ProblemCode.MODEL_NOT_RUNNABLE;
      case CRASHED:
        return ProblemCode.MODEL_CRASHED;
      case OUT_OF_MEMORY:
        return ProblemCode.MODEL_OUT_OF_MEMORY;
      case TIMED_OUT:
        return ProblemCode.MODEL_TIMED_OUT;
      case DELEGATE_NOT_LOADED:
        return ProblemCode.DELEGATE_NOT_LOADED;
      case DELEGATE_NOT_CREATED:
        return ProblemCode.DELEGATE_NOT_CREATED;
      case DELEGATE_NOT_PREPARED:
        return ProblemCode.DELEGATE_NOT_PREPARED;
      case INPUT_UNSUPPORTED:
        return ProblemCode.MODEL_INPUT_UNSUPPORTED;
      case OUTPUT_UNSUPPORTED:
        return ProblemCode.MODEL_OUTPUT_UNSUPPORTED;
      case METADATA_UNREADABLE:
        return ProblemCode.MODEL_METADATA_UNREADABLE;
      case LABELS_DIFFER:
        return ProblemCode.MODEL_LABELS_DIFFER;
      case PRECISION_WITHOUT_EFFECT:
        return ProblemCode.PRECISION_WITHOUT_EFFECT;
      case PRECISION_UNAVAILABLE:
        return ProblemCode.PRECISION_UNAVAILABLE;
      case CHANGED:
        return ProblemCode.MODEL_CHANGED;
    }
    throw new AssertionError(failure);
  }
}
