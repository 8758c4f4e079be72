// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite.probe;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.tflite.InvalidModelException.Reason;
import javax.annotation.Nullable;

/** What happened when a child process opened a model and ran it once. Immutable. */
@AutoValue
public abstract class ProbeResult {

  /** What happened. */
  public enum Outcome {
    /** The model runs. */
    RUNS,
    /** TensorFlow Lite refuses the model. */
    REFUSED,
    /** The model ended the process. */
    CRASHED,
    /** The process needed more memory than the limit and was ended. */
    OUT_OF_MEMORY,
    /** The process took longer than the limit and was ended. */
    TIMED_OUT,
    /** No child process could be started, so nothing is known of the model. */
    UNKNOWN
  }

  /** A model that runs. */
  static ProbeResult runs(boolean isXnnpackRejected) {
    return new AutoValue_ProbeResult(Outcome.RUNS, null, "", isXnnpackRejected);
  }

  /** A model that TensorFlow Lite refuses. */
  static ProbeResult refused(Reason reason, String message) {
    return new AutoValue_ProbeResult(Outcome.REFUSED, reason, message, false);
  }

  /** Any other outcome. */
  static ProbeResult of(Outcome outcome, String message) {
    return new AutoValue_ProbeResult(outcome, null, message, false);
  }

  /** What happened. */
  public abstract Outcome outcome();

  /** Why the model is refused; null for all other outcomes. */
  @Nullable
  public abstract Reason reason();

  /** What happened, as one sentence without the model's name; empty if the model runs. */
  public abstract String message();

  /** Whether XNNPACK cannot prepare a model that runs, so that plain kernels run it. */
  public abstract boolean isXnnpackRejected();
}
