// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.polygon;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.github.maskbeam.mask.Mask;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.locationtech.jts.coverage.CoverageValidator;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.operation.valid.IsValidOp;

/** Masks and what must hold for the outlines of their regions. */
final class Outlines {
  private Outlines() {}

  /** A mask of 8 bits, row by row; a dot is void, digits are class ids. */
  static Mask mask(String... rows) {
    byte[] ids = new byte[rows.length * rows[0].length()];
    for (int i = 0; i < ids.length; i++) {
      char c = rows[i / rows[0].length()].charAt(i % rows[0].length());
      ids[i] = (byte) (c == '.' ? 255 : c - '0');
    }
    return Mask.of(rows[0].length(), rows.length, ids);
  }

  /** Noise of the first class ids and void, in squares of some pixels. */
  static Mask noise(Random random, int widthPx, int heightPx, int classes, int squarePx) {
    byte[] ids = new byte[widthPx * heightPx];
    int[] colors = random.ints(ids.length, 0, classes + 1).toArray();
    for (int i = 0; i < ids.length; i++) {
      int x = i % widthPx / squarePx;
      int y = i / widthPx / squarePx;
      int id = colors[y * widthPx + x];
      ids[i] = (byte) (id == classes ? 255 : id);
    }
    return Mask.of(widthPx, heightPx, ids);
  }

  /**
   * The class ids of all pixels; a pixel is in a region if a line from it to the left crosses its
   * rings an odd number of times. Pixels in no region are void.
   */
  static byte[] painted(List<Region> regions, Mask mask) {
    byte[] painted = new byte[mask.pixels()];
    Arrays.fill(painted, (byte) 255);
    for (Region region : regions) {
      boolean[] crossings = new boolean[(mask.widthPx() + 1) * mask.heightPx()];
      for (int[] ring : region.rings()) {
        for (int i = 0; i < ring.length; i += 2) {
          int next = (i + 2) % ring.length;
          if (ring[i] == ring[next]) {
            for (int y = Math.min(ring[i + 1], ring[next + 1]);
                y < Math.max(ring[i + 1], ring[next + 1]);
                y++) {
              crossings[y * (mask.widthPx() + 1) + ring[i]] ^= true;
            }
          } else {
            assertThat("borders of pixels", ring[i + 1], is(ring[next + 1]));
          }
        }
      }
      for (int y = 0; y < mask.heightPx(); y++) {
        boolean isInside = false;
        for (int x = 0; x < mask.widthPx(); x++) {
          isInside ^= crossings[y * (mask.widthPx() + 1) + x];
          if (isInside) {
            assertThat("a pixel in one region", painted[y * mask.widthPx() + x], is((byte) 255));
            painted[y * mask.widthPx() + x] = (byte) region.classId();
          }
        }
      }
    }
    return painted;
  }

  /** JTS finds each polygon valid, and all of them together free of gaps and overlaps. */
  static void requireValid(String name, List<Region> regions) {
    Geometry[] polygons = regions.stream().map(RegionSimplifier::polygon).toArray(Geometry[]::new);
    for (Geometry polygon : polygons) {
      assertThat(name, new IsValidOp(polygon).getValidationError(), is(nullValue()));
      assertThat(name, polygon.isEmpty(), is(false));
    }
    assertThat(
        name, CoverageValidator.hasInvalidResult(CoverageValidator.validate(polygons)), is(false));
  }
}
