// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.polygon;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.github.maskbeam.mask.Mask;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RegionSimplifierTest {
  /** Noise is far worse than masks of photographs: regions of all shapes that touch everywhere. */
  @Test
  void simplifiedOutlinesAreValidAndFitTogether() throws Exception {
    Random random = new Random(8);
    for (int i = 0; i < 100; i++) {
      Mask mask =
          Outlines.noise(
              random,
              2 + random.nextInt(40),
              2 + random.nextInt(40),
              1 + random.nextInt(4),
              1 + random.nextInt(6));
      int wanted = random.nextInt(5);
      Regions regions =
          RegionTracer.trace(mask, id -> id != wanted, random.nextInt(4), Long.MAX_VALUE);
      for (double tolerance : new double[] {0, 1, 1.5, 5, 1000}) {
        Regions simplified = RegionSimplifier.simplify(regions, tolerance);
        Outlines.requireValid("mask " + i + ", tolerance " + tolerance, simplified.list());
        requireSameRings(regions.list(), simplified.list());
        assertThat(simplified.smallRegions(), is(regions.smallRegions()));
      }
    }
  }

  private static void requireSameRings(List<Region> regions, List<Region> simplified) {
    assertThat(simplified.size(), is(regions.size()));
    for (int i = 0; i < regions.size(); i++) {
      Region exact = regions.get(i);
      Region simple = simplified.get(i);
      assertThat(simple.classId(), is(exact.classId()));
      assertThat(simple.areaPx(), is(exact.areaPx()));
      assertThat(simple.rings().size(), is(exact.rings().size()));
      Set<Long> points = new HashSet<>(points(exact));
      assertThat(points.containsAll(points(simple)), is(true));
      for (int ring = 0; ring < simple.rings().size(); ring++) {
        long twiceArea = Region.twiceArea(simple.rings().get(ring));
        assertThat(Long.signum(twiceArea), is(ring == 0 ? 1 : -1));
      }
      assertThat(simple.outlineAreaPx(), greaterThan(0.0));
    }
  }

  private static List<Long> points(Region region) {
    List<Long> points = new ArrayList<>();
    for (int[] ring : region.rings()) {
      for (int i = 0; i < ring.length; i += 2) {
        points.add((long) ring[i] << 32 | ring[i + 1]);
      }
    }
    return points;
  }

  /** A disk of 100 px radius: stairs of pixels become lines, and its area hardly changes. */
  @Test
  void stairsBecomeLines() throws Exception {
    byte[] ids = new byte[220 * 220];
    for (int i = 0; i < ids.length; i++) {
      int x = i % 220 - 110;
      int y = i / 220 - 110;
      ids[i] = (byte) (x * x + y * y < 10_000 ? 1 : 0);
    }
    Regions exact = RegionTracer.trace(Mask.of(220, 220, ids), id -> id == 1, 0, 10_000);
    Region simplified = RegionSimplifier.simplify(exact, 1).list().get(0);
    assertThat(simplified.points(), lessThan(exact.points() / 2));
    assertThat(Math.abs(simplified.outlineAreaPx() / simplified.areaPx() - 1), lessThan(0.01));
  }

  @Test
  void noRegions() throws Exception {
    Regions none = RegionTracer.trace(Outlines.mask("..", "00"), id -> id == 1, 0, 100);
    assertThat(RegionSimplifier.simplify(none, 1).list(), is(List.of()));
  }
}
