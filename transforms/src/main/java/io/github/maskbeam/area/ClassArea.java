// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.area;

import com.google.auto.value.AutoValue;

/** The area of a class in a mask: its pixels and its bounding box, whose ends are inclusive. */
@AutoValue
public abstract class ClassArea {
  static ClassArea of(int classId, long areaPx, int xMin, int yMin, int xMax, int yMax) {
    return new AutoValue_ClassArea(classId, areaPx, xMin, yMin, xMax, yMax);
  }

  /** The class id, 0 to 255. */
  public abstract int classId();

  /** Number of pixels of the class, at least 1. */
  public abstract long areaPx();

  /** Leftmost column with the class. */
  public abstract int xMin();

  /** Topmost row with the class. */
  public abstract int yMin();

  /** Rightmost column with the class. */
  public abstract int xMax();

  /** Bottommost row with the class. */
  public abstract int yMax();
}
