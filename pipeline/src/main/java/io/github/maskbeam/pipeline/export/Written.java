// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.export;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.polygon.Region;
import io.github.maskbeam.polygon.Regions;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is exported of an image. */
@AutoValue
abstract class Written {
  private static final Step NOTHING = () -> {};

  /** Regions, one object each. */
  static Written of(Regions regions, Step rest) {
    Set<Integer> classes =
        regions.list().stream().map(Region::classId).collect(Collectors.toCollection(TreeSet::new));
    return new AutoValue_Written(
        regions.list().size(), regions.points(), regions.smallRegions(), classes, rest);
  }

  /** Classes, one object each. */
  static Written of(Collection<Integer> classIds, Step rest) {
    return new AutoValue_Written(classIds.size(), 0, 0, new TreeSet<>(classIds), rest);
  }

  /** Classes, one object each, that need no more work. */
  static Written of(List<Integer> classIds) {
    return of(classIds, NOTHING);
  }

  /** Regions, or classes if they are not told apart by region. */
  abstract long objects();

  /** Points of the outlines of regions. */
  abstract long points();

  /** Regions that are smaller than the least area. */
  abstract long smallRegions();

  /** The ids of classes with an object. */
  abstract Set<Integer> classes();

  /** What remains to be done, by one thread, in the order of table images. */
  abstract Step rest();

  /** The rest of the work for an image. */
  interface Step {
    /** Does it. */
    void run() throws IOException;
  }
}
