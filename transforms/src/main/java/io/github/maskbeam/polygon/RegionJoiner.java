// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.polygon;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.triangulate.polygon.PolygonHoleJoiner;

/**
 * Makes one ring of the outline of each region, for formats whose polygons have no holes: a hole is
 * joined to the outer ring, or to another hole, by a line that goes there and comes back. Filled by
 * the even-odd rule, the ring has the pixels of the region. Stateless and thread-safe.
 */
public final class RegionJoiner {
  private RegionJoiner() {}

  /** The same regions, with one ring each. */
  public static Regions join(Regions regions) {
    List<Region> joined = new ArrayList<>();
    for (Region region : regions.list()) {
      joined.add(region.rings().size() == 1 ? region : region.withRings(List.of(ring(region))));
    }
    return new Regions(joined, regions.smallRegions());
  }

  private static int[] ring(Region region) {
    return RegionSimplifier.turned(
        RegionSimplifier.open(PolygonHoleJoiner.join(RegionSimplifier.polygon(region))), 1);
  }
}
