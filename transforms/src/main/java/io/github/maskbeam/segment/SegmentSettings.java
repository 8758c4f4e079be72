// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import com.google.auto.value.AutoValue;
import java.io.Serializable;

/** The settings of a {@link Segmenter}. Immutable. */
@AutoValue
public abstract class SegmentSettings implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Whether confidences are measured. */
  public enum Confidence {
    /** Not measured; faster. */
    OMITTED,
    /** The mean of each class. */
    MEASURED,
    /** The mean of each class, and that of each pixel as a confidence mask. */
    WRITTEN
  }

  /** Creates settings for the whole image in the model's input. */
  public static SegmentSettings of(Fit fit, Confidence confidence) {
    return new AutoValue_SegmentSettings(fit, confidence, 0, Scales.whole());
  }

  /** The same settings with other scales. */
  public final SegmentSettings withScales(Scales scales) {
    return new AutoValue_SegmentSettings(fit(), confidence(), minConfidence(), scales);
  }

  /**
   * The same settings with a minimum confidence.
   *
   * @param minimum 0 for none
   * @throws IllegalArgumentException if it is not from 0 to less than 1
   */
  public final SegmentSettings withMinConfidence(double minimum) {
    if (!(minimum >= 0 && minimum < 1)) {
      throw new IllegalArgumentException(
          "The minimum confidence " + minimum + " is not from 0 to less than 1");
    }
    return new AutoValue_SegmentSettings(fit(), confidence(), minimum, scales());
  }

  /** How images are fitted to the model input. */
  public abstract Fit fit();

  /** Whether confidences are measured. */
  public abstract Confidence confidence();

  /** Pixels with a lower confidence become void; 0 if none do. */
  public abstract double minConfidence();

  /** Whether the probabilities of the classes are needed. */
  final boolean needsProbabilities() {
    return confidence() != Confidence.OMITTED || minConfidence() > 0;
  }

  /** The sizes at which images are segmented. */
  public abstract Scales scales();
}
