// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.evaluate;

import static io.github.maskbeam.evaluate.TinyMasks.mask;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.mask.Mask;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Most images are so small that the distance is one pixel. */
class BoundaryCountsTest {
  @Test
  void distanceIsTwoPercentOfTheDiagonal() {
    assertThat(BoundaryCounts.distancePx(1, 1), is(1));
    // 0.02 * 500 = 10 and 0.02 * 363.45 = 7.27.
    assertThat(BoundaryCounts.distancePx(300, 400), is(10));
    assertThat(BoundaryCounts.distancePx(257, 257), is(7));
    // The usual size of VOC images: 0.02 * 625 = 12.5, which is rounded half to even.
    assertThat(BoundaryCounts.distancePx(500, 375), is(12));
  }

  /**
   * The ground truth has only class 0, so the only contour is the edge of the image, and 16 pixels
   * are close to it. In the mask the center pixel has class 1, so the 8 pixels around it are also
   * close to a contour: 24 pixels of class 0, all but the center. Class 0: 16 / 24. Class 1: 0 / 1.
   */
  @Test
  void computesMetricsOfAnExample() {
    BoundaryCounts counts =
        counts(
            mask("00000", "00000", "00000", "00000", "00000"),
            mask("00000", "00000", "00100", "00000", "00000"));
    assertThat(counts.intersectionPx(0), is(16L));
    assertThat(counts.unionPx(0), is(24L));
    assertThat(counts.intersectionPx(1), is(0L));
    assertThat(counts.unionPx(1), is(1L));
    assertThat(counts.iou(0), is(OptionalDouble.of(16.0 / 24)));
    assertThat(counts.iou(1), is(OptionalDouble.of(0)));
    assertThat(counts.iou(2), is(OptionalDouble.empty()));
    assertThat(counts.meanIou(), is(OptionalDouble.of(1.0 / 3)));
  }

  /**
   * The middle column is void, with class 0 to its left and class 1 to its right. Within distance 1
   * of the pixels beside it are only void and their own class, so only pixels at the edge of the
   * image are close to a contour. Of each class: 3 in the first row, 3 in the last, 1 in each of
   * the three rows between.
   */
  @Test
  void voidCreatesNoContour() {
    Mask truth = mask("000.111", "000.111", "000.111", "000.111", "000.111");
    Mask other = mask("0002111", "0001111", "0000111", "0002111", "0009111");
    BoundaryCounts counts = counts(truth, other);
    assertThat(counts.unionPx(0), is(9L));
    assertThat(counts.unionPx(1), is(9L));
    assertThat(counts.intersectionPx(0), is(9L));
    assertThat(counts.meanIou(), is(OptionalDouble.of(1)));
  }

  @Test
  void hasNoMetricsWithoutContours() {
    assertThat(counts(mask("..", ".."), mask("01", "10")).meanIou(), is(OptionalDouble.empty()));
    // One counted pixel, surrounded by void.
    String[] isolated = {".....", ".....", "..0..", ".....", "....."};
    assertThat(counts(mask(isolated), mask(isolated)).meanIou(), is(OptionalDouble.empty()));
  }

  @Test
  void sumsTheCountsOfImages() {
    BoundaryCounts sum = counts(mask("00"), mask("01"));
    sum.add(counts(mask("11"), mask("11")));
    // Class 0: 1/2. Class 1: 2/3.
    assertThat(sum.iou(0), is(OptionalDouble.of(0.5)));
    assertThat(sum.iou(1), is(OptionalDouble.of(2.0 / 3)));
  }

  @Test
  void matchesNaiveCounts() {
    Random random = new Random(20);
    for (int round = 0; round < 200; round++) {
      int widthPx = 1 + random.nextInt(120);
      int heightPx = 1 + random.nextInt(40);
      Mask truth = TinyMasks.random(random, widthPx, heightPx);
      Mask predicted = TinyMasks.random(random, widthPx, heightPx);
      BoundaryCounts counts = counts(truth, predicted);
      int distancePx = BoundaryCounts.distancePx(widthPx, heightPx);
      for (int k = 0; k < 5; k++) {
        Set<Integer> inTruth = naiveBand(truth, truth, k, distancePx);
        Set<Integer> inMask = naiveBand(predicted, truth, k, distancePx);
        Set<Integer> union = new TreeSet<>(inTruth);
        union.addAll(inMask);
        inTruth.retainAll(inMask);
        assertThat(counts.intersectionPx(k), is((long) inTruth.size()));
        assertThat(counts.unionPx(k), is((long) union.size()));
      }
    }
  }

  @Test
  void bandMatchesNaiveDistancesForEveryWidth() {
    Random random = new Random(21);
    for (int distancePx = 1; distancePx < 24; distancePx++) {
      Mask truth = TinyMasks.random(random, 37, 21);
      Mask mask = TinyMasks.random(random, 37, 21);
      Set<Integer> band = new TreeSet<>();
      for (int k = 0; k < 256; k++) {
        band.addAll(naiveBand(mask, truth, k, distancePx));
      }
      Set<Integer> found = new TreeSet<>();
      ContourBand.of(mask, truth, distancePx).stream()
          .filter(i -> (truth.classIds()[i] & 0xff) != 255)
          .forEach(found::add);
      assertThat(distancePx + " px", found, is(band));
    }
  }

  /** By definition: the pixels within the distance of a pixel of another class or outside. */
  private static Set<Integer> naiveBand(Mask mask, Mask truth, int classId, int distancePx) {
    Set<Integer> band = new TreeSet<>();
    for (int y = 0; y < mask.heightPx(); y++) {
      for (int x = 0; x < mask.widthPx(); x++) {
        if (truth.classId(x, y) == 255 || mask.classId(x, y) != classId) {
          continue;
        }
        boolean isClose = false;
        for (int v = y - distancePx; v <= y + distancePx; v++) {
          for (int u = x - distancePx; u <= x + distancePx; u++) {
            boolean isInside = u >= 0 && u < mask.widthPx() && v >= 0 && v < mask.heightPx();
            isClose |= !isInside || (truth.classId(u, v) != 255 && mask.classId(u, v) != classId);
          }
        }
        if (isClose) {
          band.add(y * mask.widthPx() + x);
        }
      }
    }
    return band;
  }

  private static BoundaryCounts counts(Mask groundTruth, Mask mask) {
    BoundaryCounts counts = new BoundaryCounts();
    counts.add(groundTruth, mask);
    return counts;
  }
}
