// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.testing.demo;

import java.util.Locale;

/**
 * The classes of the demonstration model; the ordinal is the class id.
 *
 * <p>The order is chosen for the VOC color map, in which id 2 is green, 4 blue, 6 teal and 7 gray.
 * A new class is appended, so that the ids and colors of the others keep their meaning.
 */
public enum DemoClass {
  BACKGROUND(0.0, 0.0, -2.5),
  VEHICLE(-9.0, -1.0, 0.0),
  VEGETATION(-2.5, 0.0, 0.0),
  GROUND(-8.0, 0.0, 1.0),
  WATER(-7.0, 0.0, 1.0),
  ROAD(-8.0, -1.0, 1.0),
  SKY(1.0, 0.0, -8.0),
  BUILDING(-2.5, 0.0, -2.0),
  MOUNTAIN(0.0, 0.0, -2.5);

  private final double logPriorAtTop;
  private final double logPriorAtMiddle;
  private final double logPriorAtBottom;

  DemoClass(double logPriorAtTop, double logPriorAtMiddle, double logPriorAtBottom) {
    this.logPriorAtTop = logPriorAtTop;
    this.logPriorAtMiddle = logPriorAtMiddle;
    this.logPriorAtBottom = logPriorAtBottom;
  }

  /** The index of this class in the model's scores and in a mask, 0 to 8. */
  @SuppressWarnings("EnumOrdinal") // The order of the constants defines the ids.
  public int id() {
    return ordinal();
  }

  /** The name in label maps and tables, lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * How likely this class is at a height of the image, as a natural logarithm up to a constant that
   * all classes share: sky is above, roads are below.
   *
   * @param heightFraction 0 is the top edge of the image, 1 the bottom edge
   */
  double logPrior(double heightFraction) {
    double upperShare = Math.max(0, 1 - 2 * heightFraction);
    double lowerShare = Math.max(0, 2 * heightFraction - 1);
    return upperShare * logPriorAtTop
        + lowerShare * logPriorAtBottom
        + (1 - upperShare - lowerShare) * logPriorAtMiddle;
  }
}
