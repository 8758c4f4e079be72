// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.evaluate;

import io.github.maskbeam.mask.Mask;
import java.io.Serializable;
import java.util.Objects;

/** All counts of an evaluation, over one or more images. Not thread-safe. */
public final class EvaluationCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ConfusionMatrix confusion = new ConfusionMatrix();
  private final BoundaryCounts boundary = new BoundaryCounts();

  /**
   * The counts of one image.
   *
   * @throws IllegalArgumentException if the sizes differ
   */
  public static EvaluationCounts of(Mask groundTruth, Mask mask) {
    EvaluationCounts counts = new EvaluationCounts();
    counts.confusion.add(groundTruth, mask);
    counts.boundary.add(groundTruth, mask);
    return counts;
  }

  /** Adds the counts of other images. */
  public void add(EvaluationCounts other) {
    confusion.add(other.confusion);
    boundary.add(other.boundary);
  }

  /** Counts of pixels by pairs of classes. */
  public ConfusionMatrix confusion() {
    return confusion;
  }

  /** Counts of pixels close to contours. */
  public BoundaryCounts boundary() {
    return boundary;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EvaluationCounts
        && confusion.equals(((EvaluationCounts) other).confusion)
        && boundary.equals(((EvaluationCounts) other).boundary);
  }

  @Override
  public int hashCode() {
    return Objects.hash(confusion, boundary);
  }
}
