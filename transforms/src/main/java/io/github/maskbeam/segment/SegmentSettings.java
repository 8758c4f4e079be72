// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import com.google.auto.value.AutoValue;
import java.io.Serializable;

/** The settings of a {@link Segmenter}. Immutable. */
@AutoValue
public abstract class SegmentSettings implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Whether the mean confidence of each class is measured. */
  public enum Confidence {
    /** Not measured; faster. */
    OMITTED,
    /** Measured. */
    MEASURED
  }

  /** Creates settings. */
  public static SegmentSettings of(Fit fit, Confidence confidence) {
    return new AutoValue_SegmentSettings(fit, confidence);
  }

  /** How images are fitted to the model input. */
  public abstract Fit fit();

  /** Whether mean confidences are measured. */
  public abstract Confidence confidence();
}
