// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.polygon;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.mask.Mask;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RegionJoinerTest {
  /** Noise has holes that touch each other and the outer ring, and regions in holes. */
  @Test
  void aRingHasThePixelsOfARegionWithHoles() throws Exception {
    Random random = new Random(3);
    int holes = 0;
    for (int i = 0; i < 200; i++) {
      Mask mask =
          Outlines.noise(
              random,
              2 + random.nextInt(40),
              2 + random.nextInt(40),
              1 + random.nextInt(2),
              1 + random.nextInt(2));
      Regions regions = RegionTracer.trace(mask, id -> true, 0, Long.MAX_VALUE);
      Regions joined = RegionJoiner.join(regions);
      assertThat(joined.list().size(), is(regions.list().size()));
      byte[] painted = new byte[mask.pixels()];
      Arrays.fill(painted, (byte) mask.voidId());
      for (int region = 0; region < joined.list().size(); region++) {
        Region exact = regions.list().get(region);
        Region ring = joined.list().get(region);
        holes += exact.rings().size() - 1;
        assertThat(ring.rings().size(), is(1));
        assertThat(ring.areaPx(), is(exact.areaPx()));
        assertThat(ring.outlineAreaPx(), is((double) exact.areaPx()));
        paint(ring, mask, painted);
      }
      assertThat("mask " + i, painted, is(mask.classIds()));
    }
    assertThat("holes", holes, greaterThan(199));
  }

  /** By AWT, since the lines to holes are not borders of pixels. */
  private static void paint(Region region, Mask mask, byte[] painted) {
    int[] ring = region.rings().get(0);
    Path2D path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
    path.moveTo(ring[0], ring[1]);
    for (int i = 2; i < ring.length; i += 2) {
      path.lineTo(ring[i], ring[i + 1]);
    }
    path.closePath();
    BufferedImage image =
        new BufferedImage(mask.widthPx(), mask.heightPx(), BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.fill(path);
    graphics.dispose();
    byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    for (int i = 0; i < pixels.length; i++) {
      if (pixels[i] != 0) {
        painted[i] = (byte) region.classId();
      }
    }
  }
}
