// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.report;

import io.github.maskbeam.schemas.ClassAreaRow;
import java.util.Map;
import java.util.TreeMap;

/** The distribution of the area fraction of each class over the images: a histogram. */
final class ClassShares {
  /** Bins of equal width from 0 to 1, each 0.05 wide. */
  static final int BINS = 20;

  private final Map<Integer, long[]> byClass = new TreeMap<>();

  void add(ClassAreaRow row) {
    byClass.computeIfAbsent(row.getClassId(), id -> new long[BINS])[bin(row.getAreaFraction())]++;
  }

  /** The bin of an area fraction. */
  static int bin(double fraction) {
    return (int) Math.max(0, Math.min(BINS - 1, fraction * BINS));
  }

  /** Images per bin; all zero for a class that does not occur. */
  long[] of(int classId) {
    return byClass.getOrDefault(classId, new long[BINS]);
  }
}
