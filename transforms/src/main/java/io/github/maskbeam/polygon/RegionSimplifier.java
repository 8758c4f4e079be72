// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.polygon;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.locationtech.jts.coverage.CoverageSimplifier;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateXY;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * Simplifies the outlines of all regions of a mask together, so that neighbors keep a common
 * border: there are no gaps and no overlaps between them. Outlines stay valid, and no ring
 * disappears. The points of a simplified outline are points of the exact one.
 *
 * <p>JTS's coverage simplification does it, by the method of Visvalingam and Whyatt: as long as a
 * point and its two neighbors form a triangle of less than the square of the tolerance, it is
 * removed, smallest triangle first. Stateless and thread-safe.
 */
public final class RegionSimplifier {
  private static final GeometryFactory FACTORY = new GeometryFactory();

  private RegionSimplifier() {}

  /**
   * Simplifies outlines.
   *
   * @param regions with exact outlines, all of one mask
   * @param tolerancePx in px; 0 keeps all points that are corners
   */
  public static Regions simplify(Regions regions, double tolerancePx) {
    List<Region> exact = regions.list();
    if (exact.isEmpty()) {
      return regions;
    }
    CoverageSimplifier simplifier =
        new CoverageSimplifier(
            exact.stream().map(RegionSimplifier::polygon).toArray(Geometry[]::new));
    simplifier.setRemovableRingSizeFactor(0);
    Geometry[] simplified = simplifier.simplify(tolerancePx);
    List<Region> result = new ArrayList<>(simplified.length);
    for (int i = 0; i < simplified.length; i++) {
      result.add(exact.get(i).withRings(rings((Polygon) simplified[i])));
    }
    return new Regions(result, regions.smallRegions());
  }

  /** The outline of a region. */
  static Polygon polygon(Region region) {
    List<LinearRing> rings = new ArrayList<>();
    region.rings().forEach(ring -> rings.add(FACTORY.createLinearRing(closed(ring))));
    return FACTORY.createPolygon(
        rings.get(0), rings.subList(1, rings.size()).toArray(new LinearRing[0]));
  }

  private static Coordinate[] closed(int[] ring) {
    Coordinate[] points = new Coordinate[ring.length / 2 + 1];
    for (int i = 0; i < points.length - 1; i++) {
      points[i] = new CoordinateXY(ring[2 * i], ring[2 * i + 1]);
    }
    points[points.length - 1] = points[0].copy();
    return points;
  }

  private static List<int[]> rings(Polygon polygon) {
    List<int[]> rings = new ArrayList<>(1 + polygon.getNumInteriorRing());
    rings.add(turned(open(polygon.getExteriorRing().getCoordinates()), 1));
    for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
      rings.add(turned(open(polygon.getInteriorRingN(i).getCoordinates()), -1));
    }
    return rings;
  }

  /** The ring of a closed list of points. */
  static int[] open(Coordinate[] closed) {
    int[] points = new int[2 * (closed.length - 1)];
    for (int i = 0; i < closed.length - 1; i++) {
      points[2 * i] = (int) closed[i].getX();
      points[2 * i + 1] = (int) closed[i].getY();
    }
    return points;
  }

  /** The ring in the direction in which its area has this sign. */
  static int[] turned(int[] ring, int sign) {
    if (Long.signum(Region.twiceArea(ring)) == sign) {
      return ring;
    }
    int[] turned = Arrays.copyOf(ring, ring.length);
    for (int i = 0; i < ring.length; i += 2) {
      turned[i] = ring[ring.length - 2 - i];
      turned[i + 1] = ring[ring.length - 1 - i];
    }
    return turned;
  }
}
