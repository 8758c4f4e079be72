// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.mask;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassIdUpsamplerTest {
  @Test
  void enlargesEachPointToABlockOfPixels() {
    int[] grid = {1, 2, 3, 254};
    Mask mask = ClassIdUpsampler.upsample(grid, 2, GridRegion.whole(2, 2), 4, 6, 8);
    assertThat(
        mask.classIds(),
        is(
            new byte[] {
              1,
              1,
              2,
              2, //
              1,
              1,
              2,
              2, //
              1,
              1,
              2,
              2, //
              3,
              3,
              (byte) 254,
              (byte) 254, //
              3,
              3,
              (byte) 254,
              (byte) 254, //
              3,
              3,
              (byte) 254,
              (byte) 254
            }));
  }

  @ParameterizedTest(name = "grid {0} x {1}, image {2} x {3}")
  @CsvSource({"33, 17, 640, 480", "65, 65, 20, 31", "9, 9, 1, 300", "9, 9, 300, 1", "1, 1, 5, 5"})
  void usesThePointThatContainsTheCenterOfEachPixel(
      int gridWidth, int gridHeight, int widthPx, int heightPx) {
    int[] grid = new Random(3).ints((long) gridWidth * gridHeight, 0, 65_536).toArray();
    Mask mask =
        ClassIdUpsampler.upsample(
            grid, gridWidth, GridRegion.whole(gridWidth, gridHeight), widthPx, heightPx, 16);
    for (int y = 0; y < heightPx; y++) {
      for (int x = 0; x < widthPx; x++) {
        // Integers, because a center may be exactly on the edge of a point.
        int column = (2 * x + 1) * gridWidth / (2 * widthPx);
        int row = (2 * y + 1) * gridHeight / (2 * heightPx);
        assertThat(mask.classId(x, y), is(grid[row * gridWidth + column]));
      }
    }
  }

  /** So thin, and so far down, that its middle is rounded down to the grid's end. */
  @Test
  void aRegionAtTheVeryEdgeShowsTheLastPoints() {
    double edge = Math.nextDown(2.0);
    Mask mask =
        ClassIdUpsampler.upsample(
            new int[] {1, 2, 3, 4}, 2, GridRegion.of(edge, edge, 2 - edge, 2 - edge), 1, 1, 8);
    assertThat(mask.classIds(), is(new byte[] {4}));
  }

  @Test
  void usesOnlyTheRegion() {
    int[] grid = {
      9, 9, 9, 9, //
      9, 1, 2, 9, //
      9, 9, 9, 9
    };
    Mask mask = ClassIdUpsampler.upsample(grid, 4, GridRegion.of(1, 1, 2, 1), 6, 2, 8);
    assertThat(mask.classIds(), is(new byte[] {1, 1, 1, 2, 2, 2, 1, 1, 1, 2, 2, 2}));
  }

  @Test
  void voidHasAllBits() {
    int[] grid = {-1};
    GridRegion whole = GridRegion.whole(1, 1);
    assertThat(ClassIdUpsampler.upsample(grid, 1, whole, 1, 1, 8).classId(0), is(255));
    assertThat(ClassIdUpsampler.upsample(grid, 1, whole, 1, 1, 16).classId(0), is(65_535));
  }
}
