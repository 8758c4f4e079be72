// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.polygon;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A connected region of one class in a mask, with its outline.
 *
 * <p>Coordinates are pixel borders: x to the right and y down, both from 0 at the top left corner
 * of the image, so a pixel (x, y) is the square from (x, y) to (x + 1, y + 1). Immutable.
 */
public final class Region {
  private final int classId;
  private final long areaPx;
  private final List<int[]> rings;

  Region(int classId, long areaPx, List<int[]> rings) {
    this.classId = classId;
    this.areaPx = areaPx;
    this.rings = rings;
  }

  /** The class id of its pixels. */
  public int classId() {
    return classId;
  }

  /** The exact number of its pixels, also if the outline is simplified. */
  public long areaPx() {
    return areaPx;
  }

  /**
   * The outer ring, then those of holes. A ring is {@code x0, y0, x1, y1, ...}; its first point is
   * not repeated. By the formula of {@link #twiceArea} an outer ring has a positive area and a hole
   * a negative one. Not a copy.
   */
  public List<int[]> rings() {
    return Collections.unmodifiableList(rings);
  }

  /** The number of points of all rings. */
  public long points() {
    return rings.stream().mapToLong(ring -> ring.length / 2).sum();
  }

  /** The area within the outline without the holes, in px; {@link #areaPx} if it is exact. */
  public double outlineAreaPx() {
    return rings.stream().mapToLong(Region::twiceArea).sum() / 2.0;
  }

  /** The same region with another outline. */
  Region withRings(List<int[]> simplified) {
    return new Region(classId, areaPx, new ArrayList<>(simplified));
  }

  /**
   * Twice the signed area of a ring: the sum of {@code x[i] * y[i + 1] - x[i + 1] * y[i]}. It is
   * positive if the ring is counterclockwise with y up, which is clockwise on a screen.
   */
  static long twiceArea(int[] ring) {
    long sum = 0;
    long x = ring[ring.length - 2];
    long y = ring[ring.length - 1];
    for (int i = 0; i < ring.length; i += 2) {
      sum += x * ring[i + 1] - ring[i] * y;
      x = ring[i];
      y = ring[i + 1];
    }
    return sum;
  }
}
