// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.area;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.mask.Mask;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AreaCounterTest {
  @Test
  void countsPixelsAndFindsBoxes() {
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
  void agreesWithCountingPixelByPixel() {
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
