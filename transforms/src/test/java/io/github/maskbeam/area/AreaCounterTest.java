// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.area;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.mask.MaskBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AreaCounterTest {
  @Test
  void countsPixelsAndFindsBoundingBoxes() {
    byte[] ids = {
      0, 0, 0, 0, //
      0, 7, 7, 0, //
      0, 7, 0, (byte) 200
    };
    assertThat(
        AreaCounter.count(Mask.of(4, 3, ids)),
        contains(
            ClassArea.of(0, 8, 0, 0, 3, 2),
            ClassArea.of(7, 3, 1, 1, 2, 2),
            ClassArea.of(200, 1, 3, 2, 3, 2)));
  }

  @Test
  void matchesANaiveCount() {
    Random random = new Random(5);
    for (int width : new int[] {1, 2, 7, 8, 9, 31, 64, 257}) {
      byte[] ids = new byte[width * 23];
      for (int i = 0; i < ids.length; ) {
        byte id = (byte) random.nextInt(4);
        for (int run = 1 + random.nextInt(20); run > 0 && i < ids.length; run--) {
          ids[i++] = id;
        }
      }
      List<ClassArea> areas = AreaCounter.count(Mask.of(width, 23, ids));
      for (ClassArea area : areas) {
        assertThat(area, is(countSlowly(ids, width, area.classId())));
      }
      assertThat(areas.stream().mapToLong(ClassArea::areaPx).sum(), is((long) ids.length));
    }
  }

  @Test
  void countsClassesOf16Bits() {
    Random random = new Random(6);
    int[] classes = {0, 1, 255, 256, 257, 511, 65_534, 65_535};
    for (int width : new int[] {1, 3, 4, 5, 8, 33}) {
      MaskBuilder builder = new MaskBuilder(width, 17, 16);
      Map<Integer, Long> expected = new TreeMap<>();
      for (int i = 0; i < 17 * width; ) {
        int id = classes[random.nextInt(classes.length)];
        int end = Math.min(17 * width, i + 1 + random.nextInt(20));
        builder.fill(i, end, id);
        expected.merge(id, (long) end - i, Long::sum);
        i = end;
      }
      Map<Integer, Long> counted = new TreeMap<>();
      AreaCounter.count(builder.build())
          .forEach(area -> counted.put(area.classId(), area.areaPx()));
      assertThat(counted, is(expected));
    }
  }

  @Test
  void sumsAnAreaThatDependsOnTheRow() {
    Random random = new Random(8);
    for (int bits : new int[] {8, 16}) {
      MaskBuilder builder = new MaskBuilder(33, 17, bits);
      double[] ofRow = random.doubles(17).toArray();
      double[] expected = new double[5];
      for (int i = 0; i < 17 * 33; ) {
        int id = random.nextInt(4);
        int end = Math.min(17 * 33, i + 1 + random.nextInt(40));
        builder.fill(i, end, id);
        for (; i < end; i++) {
          expected[id] += ofRow[i / 33];
        }
      }
      double[] sums = AreaCounter.sum(builder.build(), ofRow);
      for (int id = 0; id < expected.length; id++) {
        assertThat(sums[id], is(closeTo(expected[id], 1e-9)));
      }
    }
  }

  /** Eight pixels of another class may follow, and be taken for more of the same. */
  @Test
  void aRunEndsWhereAnyOtherClassBegins() {
    for (int one = 0; one < 256; one++) {
      for (int other : new int[] {0, 1, 127, 128, 254, 255}) {
        if (one != other) {
          byte[] ids = new byte[19];
          Arrays.fill(ids, (byte) other);
          ids[0] = (byte) one;
          ids[18] = (byte) one;
          ClassArea ends = ClassArea.of(one, 2, 0, 0, 18, 0);
          ClassArea between = ClassArea.of(other, 17, 1, 0, 17, 0);
          assertThat(
              AreaCounter.count(Mask.of(19, 1, ids)),
              one < other ? contains(ends, between) : contains(between, ends));
        }
      }
    }
  }

  private static ClassArea countSlowly(byte[] ids, int width, int classId) {
    int area = 0;
    int xMin = Integer.MAX_VALUE;
    int yMin = Integer.MAX_VALUE;
    int xMax = -1;
    int yMax = -1;
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] == classId) {
        area++;
        xMin = Math.min(xMin, i % width);
        xMax = Math.max(xMax, i % width);
        yMin = Math.min(yMin, i / width);
        yMax = Math.max(yMax, i / width);
      }
    }
    return ClassArea.of(classId, area, xMin, yMin, xMax, yMax);
  }
}
