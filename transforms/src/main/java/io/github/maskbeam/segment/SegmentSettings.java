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

  /** Creates settings for the whole image in the model's input. */
  public static SegmentSettings of(Fit fit, Confidence confidence) {
    return new AutoValue_SegmentSettings(fit, confidence, Scales.whole());
  }

  /** The same settings with other scales. */
  public final SegmentSettings withScales(Scales scales) {
    return new AutoValue_SegmentSettings(fit(), confidence(), scales);
  }

  /** How images are fitted to the model input. */
  public abstract Fit fit();

  /** Whether mean confidences are measured. */
  public abstract Confidence confidence();

  /** The sizes at which images are segmented. */
  public abstract Scales scales();
}
