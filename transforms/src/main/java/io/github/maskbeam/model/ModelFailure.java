// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

import io.github.maskbeam.tflite.InvalidModelException;

/** Why a model cannot be used: a closed list, for programs that must not compare sentences. */
public enum ModelFailure {
  /** Nothing is at the path or URI. Check it, or give the name of a known model. */
  NOT_FOUND,
  /** Something may be at the path or URI, but it cannot be read. The message has the reason. */
  UNREADABLE,
  /** A known model could not be fetched or kept. Fetch it and give its path. */
  NOT_FETCHED,
  /** The bytes fetched for a known model have another SHA-256. Fetch it and give its path. */
  FETCHED_BYTES_DIFFER,
  /** The file is not a TensorFlow Lite model. Give a .tflite file. */
  NOT_TFLITE,
  /** The file is a TensorFlow Lite model that is incomplete or inconsistent. Fetch it again. */
  DAMAGED,
  /** The model needs operators that this TensorFlow Lite does not have. Convert it without them. */
  OPERATOR_UNSUPPORTED,
  /** TensorFlow Lite refuses the model for another reason, which the message has. */
  NOT_RUNNABLE,
  /** The inputs are not one image of a type and shape that Maskbeam fills. */
  INPUT_UNSUPPORTED,
  /** No output is a mask: neither scores for each class nor class ids. */
  OUTPUT_UNSUPPORTED,
  /** The model has metadata, and they cannot be read. */
  METADATA_UNREADABLE,
  /** The number of labels is not the number of classes. Give all labels with --labels. */
  LABELS_DIFFER,
  /** A worker read another file than the one that was checked. Do not replace it during a run. */
  CHANGED;

  /** What a refusal of TensorFlow Lite means; another runtime than ours gives no reason. */
  static ModelFailure of(IllegalArgumentException refusal) {
    if (!(refusal instanceof InvalidModelException)) {
      return NOT_RUNNABLE;
    }
    InvalidModelException.Reason reason = ((InvalidModelException) refusal).reason();
    switch (reason) {
      case NOT_TFLITE:
        return NOT_TFLITE;
      case DAMAGED:
        return DAMAGED;
      case OPERATOR_UNSUPPORTED:
        return OPERATOR_UNSUPPORTED;
      case NOT_RUNNABLE:
        return NOT_RUNNABLE;
    }
    throw new AssertionError(reason);
  }
}
