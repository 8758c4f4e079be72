// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

import io.github.maskbeam.tflite.InvalidModelException;

/** Why a model cannot be used: a closed list, so that programs need not compare messages. */
public enum ModelFailure {
  /** There is no file at the path or URI. Use an existing one or the name of a known model. */
  NOT_FOUND,
  /** The file at the path or URI cannot be read. The message has the cause. */
  UNREADABLE,
  /** A known model cannot be downloaded or stored. Download it yourself and use its path. */
  NOT_FETCHED,
  /** The download of a known model has another SHA-256. Download it yourself and use its path. */
  FETCHED_BYTES_DIFFER,
  /** The file is not a TensorFlow Lite model. Use a .tflite file. */
  NOT_TFLITE,
  /** The file is a truncated or inconsistent TensorFlow Lite model. Download it again. */
  DAMAGED,
  /** The model needs operators that this version of TensorFlow Lite does not have. */
  OPERATOR_UNSUPPORTED,
  /** TensorFlow Lite cannot run the model. The message has the cause. */
  NOT_RUNNABLE,
  /** The model ended a child process that opened and ran it. Use another model. */
  CRASHED,
  /** A child process that opened and ran the model exceeded the limit of memory. */
  OUT_OF_MEMORY,
  /** A child process that opened and ran the model exceeded the limit of time. */
  TIMED_OUT,
  /** The library of the delegate cannot be opened. Use the path of a delegate's library. */
  DELEGATE_NOT_LOADED,
  /** The library creates no delegate. Check its options and its device. */
  DELEGATE_NOT_CREATED,
  /** The delegate cannot prepare the model. Use another model, or no delegate. */
  DELEGATE_NOT_PREPARED,
  /** The input is not a single image of a supported type and shape. */
  INPUT_UNSUPPORTED,
  /** No output is a mask, which is scores per class, class ids or a foreground channel. */
  OUTPUT_UNSUPPORTED,
  /** The metadata of the model cannot be read. */
  METADATA_UNREADABLE,
  /** The number of labels differs from the number of classes. Provide all labels with --labels. */
  LABELS_DIFFER,
  /** No weights of the model are quantized by the precision. Omit it, or use a float model. */
  PRECISION_WITHOUT_EFFECT,
  /** The model cannot be quantized, or runs worse than before. Omit the precision. */
  PRECISION_UNAVAILABLE,
  /** A worker loaded another model than the one that was checked. Do not replace it in a run. */
  CHANGED;

  /** The failure for an exception of TensorFlow Lite; other runtimes do not provide a reason. */
  static ModelFailure of(IllegalArgumentException exception) {
    return exception instanceof InvalidModelException
        ? of(((InvalidModelException) exception).reason())
        : NOT_RUNNABLE;
  }

  /** The failure for a reason of TensorFlow Lite. */
  static ModelFailure of(InvalidModelException.Reason reason) {
    switch (reason) {
      case NOT_TFLITE:
        return NOT_TFLITE;
      case DAMAGED:
        return DAMAGED;
      case OPERATOR_UNSUPPORTED:
        return OPERATOR_UNSUPPORTED;
      case NOT_RUNNABLE:
        return NOT_RUNNABLE;
      case DELEGATE_NOT_LOADED:
        return DELEGATE_NOT_LOADED;
      case DELEGATE_NOT_CREATED:
        return DELEGATE_NOT_CREATED;
      case DELEGATE_NOT_PREPARED:
        return DELEGATE_NOT_PREPARED;
    }
    throw new AssertionError(reason);
  }
}
