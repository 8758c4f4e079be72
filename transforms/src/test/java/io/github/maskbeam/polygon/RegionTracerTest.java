// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.polygon;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.area.AreaCounter;
import io.github.maskbeam.area.ClassArea;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.schemas.FailureCode;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RegionTracerTest {
  @Test
  void aPixel() throws Exception {
    assertThat(traced(Outlines.mask("...", ".7.", "...")), is("7 of 1 px: 2,1 2,2 1,2 1,1"));
  }

  /** Points are the corners, also those of neighbors in the middle of a straight border. */
  @Test
  void neighborsHaveTheSamePointsOnTheirBorder() throws Exception {
    assertThat(
        traced(Outlines.mask("00", "12")),
        is(
            "0 of 2 px: 2,0 2,1 1,1 0,1 0,0\n1 of 1 px: 1,1 1,2 0,2 0,1\n2 of 1 px: 2,1 2,2 1,2 1,1"));
  }

  @Test
  void aHole() throws Exception {
    assertThat(
        traced(Outlines.mask("000", "0.0", "000")),
        is("0 of 8 px: 3,0 3,3 0,3 0,0 / 1,1 1,2 2,2 2,1"));
  }

  /** Both a hole that touches the outer ring in a point, and two holes that touch each other. */
  @Test
  void ringsTouchEachOtherAndNeverThemselves() throws Exception {
    assertThat(
        traced(Outlines.mask("00.", "0.0", "000")),
        is("0 of 7 px: 2,0 2,1 3,1 3,3 0,3 0,0 / 2,1 1,1 1,2 2,2"));
    assertThat(
        traced(Outlines.mask("0000", "0.00", "00.0", "0000")),
        is("0 of 14 px: 4,0 4,4 0,4 0,0 / 2,2 2,3 3,3 3,2 / 1,1 1,2 2,2 2,1"));
  }

  @Test
  void pixelsThatMeetAtACornerAreTwoRegions() throws Exception {
    assertThat(
        traced(Outlines.mask("0.", ".0")),
        is("0 of 1 px: 1,0 1,1 0,1 0,0\n0 of 1 px: 2,1 2,2 1,2 1,1"));
  }

  @Test
  void regionsInHolesOfRegions() throws Exception {
    Mask mask = Outlines.mask("00000", "01110", "01010", "01110", "00000");
    assertThat(areas(mask), is("0=16 1=8 0=1"));
  }

  @Test
  void oneRegionWithTwoUpperEnds() throws Exception {
    assertThat(areas(Outlines.mask("0...0", "00.00", ".000.")), is("0=9"));
  }

  @Test
  void onlyWantedClasses() throws Exception {
    Mask mask = Outlines.mask("012", "012");
    assertThat(
        RegionTracer.trace(mask, id -> id == 1, 0, 100).list().stream()
            .map(Region::classId)
            .collect(Collectors.toList()),
        contains(1));
  }

  @Test
  void smallRegionsAreCounted() throws Exception {
    // 1: two pixels; 2: a ring of 8 px around a hole; 3: one pixel.
    Mask mask = Outlines.mask("11.222", "...232", "...222");
    assertThat(counted(mask, 0), is("3 and 0 small"));
    assertThat(counted(mask, 1), is("3 and 0 small"));
    assertThat(counted(mask, 2), is("2 and 1 small"));
    assertThat(counted(mask, 8), is("1 and 2 small"));
    assertThat(counted(mask, 9), is("0 and 3 small"));
  }

  /** Painting the outlines gives the mask again, and their areas are those of the classes. */
  @Test
  void outlinesAreExact() throws Exception {
    Random random = new Random(5);
    for (int i = 0; i < 400; i++) {
      int width = 1 + random.nextInt(40);
      int height = 1 + random.nextInt(40);
      Mask mask =
          Outlines.noise(random, width, height, 1 + random.nextInt(4), 1 + random.nextInt(5));
      Regions regions = RegionTracer.trace(mask, id -> true, 0, Long.MAX_VALUE);
      assertThat(Arrays.equals(Outlines.painted(regions.list(), mask), mask.classIds()), is(true));
      Outlines.requireValid(i + ": " + Arrays.toString(mask.classIds()), regions.list());
      Map<Integer, Long> areas = new TreeMap<>();
      for (Region region : regions.list()) {
        areas.merge(region.classId(), region.areaPx(), Long::sum);
        assertThat(region.outlineAreaPx(), is((double) region.areaPx()));
      }
      assertThat(
          areas,
          is(
              AreaCounter.count(mask).stream()
                  .filter(area -> area.classId() != 255)
                  .collect(Collectors.toMap(ClassArea::classId, ClassArea::areaPx))));
    }
  }

  @Test
  void masksOf16Bits() throws Exception {
    Random random = new Random(6);
    Mask narrow = Outlines.noise(random, 30, 20, 5, 2);
    byte[] ids = new byte[2 * narrow.pixels()];
    for (int i = 0; i < narrow.pixels(); i++) {
      int id = narrow.classId(i) == 255 ? 65535 : 300 + narrow.classId(i);
      ids[2 * i] = (byte) (id >> 8);
      ids[2 * i + 1] = (byte) id;
    }
    Mask wide = Mask.of(30, 20, 16, ids);
    assertThat(traced(wide).replaceAll("(?m)^30(\\d) of", "$1 of"), is(traced(narrow)));
  }

  @Test
  void morePointsThanThereIsMemoryFor() {
    Mask mask = Outlines.noise(new Random(7), 100, 100, 2, 1);
    for (long maxPoints : new long[] {0, 100, 5000}) {
      ImageException thrown =
          assertThrows(
              ImageException.class, () -> RegionTracer.trace(mask, id -> true, 0, maxPoints));
      assertThat(thrown.code(), is(FailureCode.TOO_LARGE));
      assertThat(thrown.getMessage(), containsString(String.valueOf(maxPoints)));
    }
  }

  private static String counted(Mask mask, long minAreaPx) throws ImageException {
    Regions regions = RegionTracer.trace(mask, id -> true, minAreaPx, 100);
    return regions.list().size() + " and " + regions.smallRegions() + " small";
  }

  private static String areas(Mask mask) throws ImageException {
    return RegionTracer.trace(mask, id -> true, 0, 100).list().stream()
        .map(region -> region.classId() + "=" + region.areaPx())
        .collect(Collectors.joining(" "));
  }

  private static String traced(Mask mask) throws ImageException {
    return RegionTracer.trace(mask, id -> true, 0, 10_000).list().stream()
        .map(
            region ->
                region.classId()
                    + " of "
                    + region.areaPx()
                    + " px: "
                    + region.rings().stream()
                        .map(RegionTracerTest::text)
                        .collect(Collectors.joining(" / ")))
        .collect(Collectors.joining("\n"));
  }

  private static String text(int[] ring) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < ring.length; i += 2) {
      text.append(i == 0 ? "" : " ").append(ring[i]).append(',').append(ring[i + 1]);
    }
    return text.toString();
  }
}
