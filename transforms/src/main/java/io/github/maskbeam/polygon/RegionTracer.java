// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.polygon;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.mask.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Finds the regions of a mask, which are connected over the edges of pixels, and their exact
 * outlines: polygons with holes, which are valid by the rules of OGC Simple Features. Regions that
 * are next to each other have the same points on their common border.
 *
 * <p>One pass over the pixels. Beside the mask it takes 2 bits per pixel, two rows of labels, and 8
 * bytes per point of an outline.
 */
public final class RegionTracer {
  private final Mask mask;
  private final boolean[] isWanted;
  private final long minAreaPx;
  private final long maxPoints;
  private final RingTracer tracer;
  private final DisjointSets labels = new DisjointSets();
  private final List<TracedRing> rings = new ArrayList<>();
  private long points;
  private long smallRegions;

  private RegionTracer(Mask mask, IntPredicate classes, long minAreaPx, long maxPoints) {
    this.mask = mask;
    this.isWanted = new boolean[mask.voidId() + 1];
    for (int id = 0; id < mask.voidId(); id++) {
      isWanted[id] = classes.test(id);
    }
    this.minAreaPx = minAreaPx;
    this.maxPoints = maxPoints;
    this.tracer = new RingTracer(mask, maxPoints);
  }

  /**
   * The regions of a mask, in the order of their uppermost pixels. Void pixels are in none.
   *
   * @param classes the class ids to find regions of
   * @param minAreaPx smaller regions are only counted
   * @param maxPoints the number of points that there is memory for
   * @throws ImageException {@code TOO_LARGE} if the outlines have more points
   */
  public static Regions trace(Mask mask, IntPredicate classes, long minAreaPx, long maxPoints)
      throws ImageException {
    RegionTracer tracer = new RegionTracer(mask, classes, minAreaPx, maxPoints);
    tracer.scan();
    return tracer.regions();
  }

  private void scan() throws ImageException {
    int[] above = new int[mask.widthPx()];
    int[] row = new int[mask.widthPx()];
    for (int y = 0; y < mask.heightPx(); y++) {
      scanRow(y, above, row);
      RingTracer.requireAtMost(maxPoints, points);
      int[] next = above;
      above = row;
      row = next;
    }
  }

  /**
   * The uppermost border of a region has the region below it, and that of a hole has it above. So a
   * border that no ring has followed yet starts an outer ring if its region is below, else a hole.
   */
  private void scanRow(int y, int[] above, int[] row) throws ImageException {
    int width = mask.widthPx();
    int left = mask.voidId();
    for (int x = 0; x < width; x++) {
      int pixel = y * width + x;
      int id = mask.classId(pixel);
      int up = y == 0 ? mask.voidId() : mask.classId(pixel - width);
      if (isWanted[id]) {
        row[x] = label(id == left, id == up, x, above, row);
        if ((id != up) && !tracer.hasUpper(pixel)) {
          int label = row[x];
          tracer.trace(x, y, RingTracer.EAST, id, ring -> add(ring, label, id));
        }
      }
      if (id != up && isWanted[up] && !tracer.hasLower(pixel - width)) {
        int label = above[x];
        tracer.trace(x + 1, y, RingTracer.WEST, up, ring -> add(ring, label, up));
      }
      left = id;
    }
  }

  private int label(boolean isLeft, boolean isUp, int x, int[] above, int[] row) {
    if (!isLeft) {
      return isUp ? above[x] : labels.add();
    }
    if (isUp) {
      labels.unite(row[x - 1], above[x]);
    }
    return row[x - 1];
  }

  private void add(int[] ring, int label, int classId) {
    long twiceArea = Region.twiceArea(ring);
    if (twiceArea > 0 && twiceArea < 2 * minAreaPx) {
      smallRegions++;
      return;
    }
    points += ring.length / 2;
    rings.add(new TracedRing(ring, twiceArea, label, classId));
  }

  private Regions regions() {
    TracedRegion[] byLabel = new TracedRegion[labels.size()];
    List<TracedRegion> traced = new ArrayList<>();
    for (TracedRing ring : rings) {
      if (ring.twiceArea > 0) {
        TracedRegion region = new TracedRegion(ring);
        byLabel[labels.find(ring.label)] = region;
        traced.add(region);
      }
    }
    // A hole that was split off a border comes before the rest of it.
    for (TracedRing ring : rings) {
      TracedRegion region = byLabel[labels.find(ring.label)];
      if (ring.twiceArea < 0 && region != null) {
        region.add(ring);
      }
    }
    List<Region> regions = new ArrayList<>();
    for (TracedRegion region : traced) {
      if (region.twiceArea < 2 * minAreaPx) {
        smallRegions++;
      } else {
        regions.add(region.build());
      }
    }
    return new Regions(regions, smallRegions);
  }

  private static final class TracedRing {
    private final int[] ring;
    private final long twiceArea;
    private final int label;
    private final int classId;

    private TracedRing(int[] ring, long twiceArea, int label, int classId) {
      this.ring = ring;
      this.twiceArea = twiceArea;
      this.label = label;
      this.classId = classId;
    }
  }

  private static final class TracedRegion {
    private final List<int[]> rings = new ArrayList<>(1);
    private final int classId;
    private long twiceArea;

    private TracedRegion(TracedRing outer) {
      classId = outer.classId;
      add(outer);
    }

    private void add(TracedRing ring) {
      rings.add(ring.ring);
      twiceArea += ring.twiceArea;
    }

    private Region build() {
      return new Region(classId, twiceArea / 2, rings);
    }
  }
}
