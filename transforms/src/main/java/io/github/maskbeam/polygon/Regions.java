// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.polygon;

import java.util.Collections;
import java.util.List;

/** The regions of a mask. Immutable. */
public final class Regions {
  private final List<Region> regions;
  private final long smallRegions;

  Regions(List<Region> regions, long smallRegions) {
    this.regions = regions;
    this.smallRegions = smallRegions;
  }

  /** The regions, in the order of their uppermost pixels. */
  public List<Region> list() {
    return Collections.unmodifiableList(regions);
  }

  /** The number of regions that are not in {@link #list}, since they are smaller than allowed. */
  public long smallRegions() {
    return smallRegions;
  }

  /** The number of points of all outlines. */
  public long points() {
    return regions.stream().mapToLong(Region::points).sum();
  }
}
