// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.demo;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;

import java.awt.Dimension;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverviewLayoutTest {
  private static final List<Dimension> SIZES =
      List.of(
          new Dimension(300, 200),
          new Dimension(900, 1600),
          new Dimension(500, 500),
          new Dimension(1920, 1080),
          new Dimension(40, 30));

  private final OverviewLayout layout = OverviewLayout.of(SIZES);

  @Test
  void nothingOverlapsOrLeavesThePicture() {
    List<Rectangle> all = new ArrayList<>(List.of(layout.legend()));
    for (int i = 0; i < SIZES.size(); i++) {
      all.add(layout.scene(i));
      all.add(layout.mask(i));
    }
    Rectangle picture = new Rectangle(layout.size());
    for (int i = 0; i < all.size(); i++) {
      assertThat(all.get(i).toString(), picture.contains(all.get(i)), is(true));
      for (int k = 0; k < i; k++) {
        assertThat(all.get(i) + " and " + all.get(k), all.get(i).intersects(all.get(k)), is(false));
      }
    }
  }

  @Test
  void scenesKeepTheirAspectAndMasksHaveTheirSize() {
    for (int i = 0; i < SIZES.size(); i++) {
      Rectangle scene = layout.scene(i);
      double aspect = SIZES.get(i).getWidth() / SIZES.get(i).getHeight();
      assertThat((double) scene.width, closeTo(scene.height * aspect, 2));
      assertThat((double) layout.mask(i).width, closeTo(scene.width, 1));
      assertThat(layout.mask(i).height, is(scene.height));
    }
  }

  @Test
  void allRowsEndAtTheSameColumn() {
    int right = (int) layout.legend().getMaxX();
    assertThat((int) layout.mask(1).getMaxX(), is(right));
    assertThat((int) layout.mask(3).getMaxX(), is(right));
  }
}
