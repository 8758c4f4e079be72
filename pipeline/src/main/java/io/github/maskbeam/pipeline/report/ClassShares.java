// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.report;

import io.github.maskbeam.schemas.ClassAreaRow;
import java.util.Map;
import java.util.TreeMap;

/** For each class, how many images have which share of it: a histogram of fixed bins. */
final class ClassShares {
  /** Bins of equal width from 0 to 1: five percent each. */
  static final int BINS = 20;

  private final Map<Integer, long[]> byClass = new TreeMap<>();

  void add(ClassAreaRow row) {
    int bin = (int) Math.max(0, Math.min(BINS - 1, row.getAreaFraction() * BINS));
    byClass.computeIfAbsent(row.getClassId(), id -> new long[BINS])[bin]++;
  }

  /** Images by bin; all zero for a class that is nowhere. */
  long[] of(int classId) {
    return byClass.getOrDefault(classId, new long[BINS]);
  }
}
