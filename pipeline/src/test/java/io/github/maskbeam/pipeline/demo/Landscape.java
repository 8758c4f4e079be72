// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.demo;

import static io.github.maskbeam.pipeline.demo.Outlines.ellipse;
import static io.github.maskbeam.pipeline.demo.Outlines.polygon;

import io.github.maskbeam.testing.demo.DemoClass;
import java.awt.Color;
import java.awt.RadialGradientPaint;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;

/** Sky, water, hills and plants. */
final class Landscape {

  private Landscape() {}

  static void sky(SceneCanvas canvas, double horizonPx, int... rgbs) {
    canvas.fill(
        DemoClass.SKY,
        SceneCanvas.downward(0, horizonPx, rgbs),
        new Rectangle2D.Double(0, 0, canvas.widthPx(), canvas.heightPx()));
  }

  static void cloud(SceneCanvas canvas, double x, double y, double widthPx, int rgb) {
    for (int i = 0; i < 26; i++) {
      double offset = canvas.between(-0.5, 0.5);
      double radius = widthPx * canvas.between(0.08, 0.2) * (1.15 - Math.abs(offset) * 1.4);
      double puffX = x + offset * widthPx;
      double puffY = y - canvas.between(0, 0.12) * widthPx * (1 - 1.6 * Math.abs(offset));
      glow(canvas, puffX, puffY, radius, rgb, 0.55);
    }
  }

  /** A soft round light. */
  static void glow(
      SceneCanvas canvas, double x, double y, double radiusPx, int rgb, double opacity) {
    Color inner = new Color(rgb);
    Color outer = new Color(inner.getRed(), inner.getGreen(), inner.getBlue(), 0);
    RadialGradientPaint paint =
        new RadialGradientPaint(
            (float) x,
            (float) y,
            (float) radiusPx,
            new float[] {0f, 0.45f, 1f},
            new Color[] {inner, inner, outer});
    canvas.tint(paint, opacity, ellipse(x, y, radiusPx, radiusPx));
  }

  /** Water from a height down to the bottom, with glints that grow towards the viewer. */
  static void water(SceneCanvas canvas, double topPx, int glintRgb, int... rgbs) {
    double heightPx = canvas.heightPx() - topPx;
    canvas.fill(
        DemoClass.WATER,
        SceneCanvas.downward(topPx, canvas.heightPx(), rgbs),
        new Rectangle2D.Double(0, topPx, canvas.widthPx(), heightPx));
    for (int i = 0; i < 420; i++) {
      double depth = canvas.between(0, 1);
      double y = topPx + depth * depth * heightPx;
      double x = canvas.between(-0.05, 1) * canvas.widthPx();
      double lengthPx = canvas.widthPx() * (0.006 + 0.05 * depth) * canvas.between(0.5, 1);
      double strokePx = canvas.heightPx() * (0.0006 + 0.0024 * depth);
      canvas.tintLine(
          new Color(glintRgb),
          canvas.between(0.08, 0.3),
          strokePx,
          new Line2D.Double(x, y, x + lengthPx, y));
    }
  }

  /** A broad-leaved tree that stands on (x, y). */
  static void tree(SceneCanvas canvas, double x, double y, double heightPx) {
    double trunkPx = heightPx * 0.05;
    canvas.fill(
        DemoClass.VEGETATION,
        new Color(0x5a4428),
        polygon(
            x - trunkPx,
            y,
            x - trunkPx / 2,
            y - heightPx * 0.5,
            x + trunkPx / 2,
            y - heightPx * 0.5,
            x + trunkPx,
            y));
    canvas.tint(new Color(0x16321c), 0.35, ellipse(x, y, heightPx * 0.3, heightPx * 0.035));
    int[] rgbs = {0x1e4424, 0x2c5a2c, 0x3a6e30, 0x4c8036, 0x629642};
    for (int layer = 0; layer < rgbs.length; layer++) {
      for (int i = 0; i < 9; i++) {
        double angle = canvas.between(0, 2 * Math.PI);
        double distance = Math.sqrt(canvas.between(0, 1)) * (1 - 0.14 * layer);
        // Light comes from the upper left: brighter layers move there.
        double leafX = x + heightPx * (0.24 * distance * Math.cos(angle) - 0.014 * layer);
        double leafY = y - heightPx * (0.64 - 0.24 * distance * Math.sin(angle) + 0.02 * layer);
        double radius = heightPx * (0.13 - 0.018 * layer);
        canvas.fill(
            DemoClass.VEGETATION, new Color(rgbs[layer]), ellipse(leafX, leafY, radius, radius));
      }
    }
  }

  /** A conifer that stands on (x, y). */
  static void pine(SceneCanvas canvas, double x, double y, double heightPx) {
    canvas.fill(
        DemoClass.VEGETATION,
        new Color(0x3c3022),
        new Rectangle2D.Double(
            x - heightPx * 0.02, y - heightPx * 0.12, heightPx * 0.04, heightPx * 0.12));
    for (int tier = 0; tier < 5; tier++) {
      double bottom = y - heightPx * (0.08 + 0.16 * tier);
      double top = bottom - heightPx * 0.29;
      double halfWidth = heightPx * (0.2 - 0.032 * tier);
      canvas.fill(
          DemoClass.VEGETATION,
          new Color(0x1c4026),
          polygon(x - halfWidth, bottom, x, top, x + halfWidth, bottom));
      canvas.tint(
          new Color(0x3a6e38),
          0.8,
          polygon(x - halfWidth, bottom, x, top, x - halfWidth * 0.2, bottom));
    }
  }

  /** A meadow or any other ground of one class below an outline, with blades or grains. */
  static void field(
      SceneCanvas canvas, DemoClass demoClass, Shape outline, int farRgb, int nearRgb) {
    Rectangle2D bounds = Outlines.bounds(outline);
    canvas.fill(
        demoClass,
        SceneCanvas.downward(bounds.getMinY(), bounds.getMaxY(), farRgb, nearRgb),
        outline);
    double unitPx = canvas.widthPx() / 1280.0;
    canvas.fleck(outline, 0x000000, 0.10, 500, 70 * unitPx, 7 * unitPx);
    canvas.fleck(outline, 0xffffe0, 0.10, 500, 70 * unitPx, 6 * unitPx);
  }

  /** Mountains that light hits from the left. */
  static void mountains(SceneCanvas canvas, double linePx, double swingPx, double peaks) {
    Shape range = Outlines.jagged(canvas, linePx, swingPx, peaks);
    canvas.fill(
        DemoClass.MOUNTAIN,
        SceneCanvas.downward(linePx - swingPx, linePx + swingPx, 0x8d80a2, 0x6a5c80),
        range);
    double unitPx = canvas.widthPx() / 1280.0;
    canvas.fleck(range, 0x54486a, 0.35, 260, 26 * unitPx, 70 * unitPx);
    canvas.fleck(range, 0xa69ab8, 0.25, 160, 16 * unitPx, 60 * unitPx);
  }
}
