// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import com.google.auto.value.AutoValue;
import java.io.Serializable;

/** What a {@link Segmenter} can be told beside the model. */
@AutoValue
public abstract class SegmentSettings implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Whether a class's mean confidence is measured. */
  public enum Confidence {
    /** Not measured: the usual case, and the faster. */
    OMITTED,
    /** Measured. */
    MEASURED
  }

  /** These settings. */
  public static SegmentSettings of(Fit fit, Confidence confidence) {
    return new AutoValue_SegmentSettings(fit, confidence);
  }

  /** How images are fitted into the model's input. */
  public abstract Fit fit();

  /** Whether mean confidences are measured. */
  public abstract Confidence confidence();
}
