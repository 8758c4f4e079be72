// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.evaluate;

import io.github.maskbeam.mask.Mask;
import java.io.Serializable;
import java.util.Objects;

/** All counts of an evaluation, over one image or all of them. Not thread-safe. */
public final class Tally implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ConfusionMatrix confusion = new ConfusionMatrix();
  private final BoundaryCounts boundary = new BoundaryCounts();

  /**
   * The counts of one image.
   *
   * @throws IllegalArgumentException if the sizes differ
   */
  public static Tally of(Mask groundTruth, Mask mask) {
    Tally tally = new Tally();
    tally.confusion.add(groundTruth, mask);
    tally.boundary.add(groundTruth, mask);
    return tally;
  }

  /** Adds all counts of others. */
  public void add(Tally other) {
    confusion.add(other.confusion);
    boundary.add(other.boundary);
  }

  /** Pixels by pairs of classes. */
  public ConfusionMatrix confusion() {
    return confusion;
  }

  /** Pixels close to contours. */
  public BoundaryCounts boundary() {
    return boundary;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tally
        && confusion.equals(((Tally) other).confusion)
        && boundary.equals(((Tally) other).boundary);
  }

  @Override
  public int hashCode() {
    return Objects.hash(confusion, boundary);
  }
}
