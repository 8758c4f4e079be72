// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.testing;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.Arrays;

/** Polygons of one ring each, painted by AWT with their class ids on void. */
public final class PaintedPolygons {
  private final int widthPx;
  private final BufferedImage image;
  private final byte[] painted;

  /** Nothing but void. */
  public PaintedPolygons(int widthPx, int heightPx) {
    this.widthPx = widthPx;
    this.image = new BufferedImage(widthPx, heightPx, BufferedImage.TYPE_BYTE_GRAY);
    this.painted = new byte[widthPx * heightPx];
    Arrays.fill(painted, (byte) NamedScenes.VOID);
  }

  /** Paints a polygon {@code x0, y0, x1, y1, ...} in px, and returns the number of its pixels. */
  public int paint(double[] ring, int classId) {
    Path2D path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
    path.moveTo(ring[0], ring[1]);
    for (int i = 2; i < ring.length; i += 2) {
      path.lineTo(ring[i], ring[i + 1]);
    }
    path.closePath();
    byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    Arrays.fill(pixels, (byte) 0);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.fill(path);
    graphics.dispose();
    int count = 0;
    for (int i = 0; i < pixels.length; i++) {
      if (pixels[i] != 0) {
        painted[i] = (byte) classId;
        count++;
      }
    }
    return count;
  }

  /** The class id of a pixel, or void. */
  public int at(int x, int y) {
    return painted[y * widthPx + x] & 0xff;
  }
}
