// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.demo;

import static io.github.maskbeam.pipeline.demo.Outlines.ellipse;
import static io.github.maskbeam.pipeline.demo.Outlines.polygon;

import io.github.maskbeam.testing.demo.DemoClass;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** Houses, cars and boats: what people make. */
final class SceneObjects {

  private static final int CAR_GLASS_RGB = 0x2a2e34;
  private static final int HOUSE_GLASS_RGB = 0x9cacba;
  private static final int TIRE_RGB = 0x1c1c22;

  private SceneObjects() {}

  /** A house whose front stands on y, from x to the right. */
  static void house(SceneCanvas canvas, double x, double y, double widthPx) {
    double w = widthPx;
    double wallTop = y - 0.42 * w;
    double frontWidth = 0.42 * w;
    canvas.tint(new Color(0x202818), 0.3, ellipse(x + w * 0.55, y, w * 0.6, w * 0.04));
    canvas.fill(
        DemoClass.BUILDING,
        new Color(0xb0583c),
        new Rectangle2D.Double(x + 0.72 * w, y - 0.86 * w, 0.07 * w, 0.2 * w));
    canvas.fill(
        DemoClass.BUILDING,
        SceneCanvas.downward(wallTop, y, 0xd8c8c0, 0xccbcb4),
        new Rectangle2D.Double(x + frontWidth, wallTop, w - frontWidth, y - wallTop));
    canvas.fill(
        DemoClass.BUILDING,
        SceneCanvas.downward(wallTop - 0.3 * w, y, 0xf4eae2, 0xe8dcd2),
        polygon(
            x,
            y,
            x,
            wallTop,
            x + frontWidth / 2,
            wallTop - 0.36 * w,
            x + frontWidth,
            wallTop,
            x + frontWidth,
            y));
    Shape roof =
        polygon(
            x + frontWidth / 2,
            wallTop - 0.36 * w,
            x + 0.85 * w,
            wallTop - 0.36 * w,
            x + 1.05 * w,
            wallTop + 0.03 * w,
            x + frontWidth + 0.02 * w,
            wallTop + 0.03 * w);
    canvas.fill(
        DemoClass.BUILDING,
        SceneCanvas.downward(wallTop - 0.36 * w, wallTop, 0xb8603f, 0x9a4c34),
        roof);
    canvas.fleck(roof, 0x6e3022, 0.35, 60, 0.07 * w, 0.012 * w);
    canvas.fill(
        DemoClass.BUILDING,
        new Color(0x8e4430),
        polygon(
            x - 0.04 * w,
            wallTop + 0.03 * w,
            x + frontWidth / 2,
            wallTop - 0.38 * w,
            x + frontWidth / 2,
            wallTop - 0.31 * w,
            x + 0.01 * w,
            wallTop + 0.05 * w));
    for (double windowX : new double[] {0.52, 0.68, 0.84}) {
      window(canvas, x + windowX * w, y - 0.3 * w, 0.08 * w);
    }
    window(canvas, x + 0.24 * w, y - 0.36 * w, 0.08 * w);
    canvas.fill(
        DemoClass.BUILDING,
        new Color(0x8e4430),
        new Rectangle2D.Double(x + 0.08 * w, y - 0.22 * w, 0.1 * w, 0.22 * w));
  }

  private static void window(SceneCanvas canvas, double x, double y, double sizePx) {
    double frame = sizePx * 0.14;
    canvas.fill(
        DemoClass.BUILDING,
        Color.WHITE,
        new Rectangle2D.Double(x - frame, y - frame, sizePx + 2 * frame, sizePx * 1.3 + 2 * frame));
    canvas.fill(
        DemoClass.BUILDING,
        SceneCanvas.downward(y, y + sizePx, 0x8698a8, HOUSE_GLASS_RGB),
        new Rectangle2D.Double(x, y, sizePx, sizePx * 1.3));
  }

  /** A car seen from its side, whose wheels stand on y, from x to the right. */
  static void car(SceneCanvas canvas, double x, double y, double lengthPx, int lightRgb, int rgb) {
    double w = lengthPx;
    canvas.tint(new Color(0x101014), 0.3, ellipse(x + w * 0.5, y, w * 0.52, w * 0.035));
    Path2D body = new Path2D.Double();
    body.moveTo(x, y - 0.08 * w);
    body.curveTo(x, y - 0.2 * w, x + 0.02 * w, y - 0.22 * w, x + 0.18 * w, y - 0.235 * w);
    body.curveTo(
        x + 0.28 * w, y - 0.36 * w, x + 0.32 * w, y - 0.385 * w, x + 0.45 * w, y - 0.385 * w);
    body.curveTo(x + 0.66 * w, y - 0.385 * w, x + 0.7 * w, y - 0.34 * w, x + 0.8 * w, y - 0.24 * w);
    body.curveTo(x + 0.97 * w, y - 0.22 * w, x + w, y - 0.18 * w, x + w, y - 0.08 * w);
    body.closePath();
    canvas.fill(DemoClass.VEHICLE, SceneCanvas.downward(y - 0.36 * w, y, lightRgb, rgb), body);
    canvas.fill(
        DemoClass.VEHICLE,
        SceneCanvas.downward(y - 0.35 * w, y - 0.22 * w, 0x3a4046, CAR_GLASS_RGB),
        polygon(
            x + 0.27 * w,
            y - 0.24 * w,
            x + 0.35 * w,
            y - 0.345 * w,
            x + 0.48 * w,
            y - 0.35 * w,
            x + 0.48 * w,
            y - 0.24 * w));
    canvas.fill(
        DemoClass.VEHICLE,
        SceneCanvas.downward(y - 0.35 * w, y - 0.22 * w, 0x3a4046, CAR_GLASS_RGB),
        polygon(
            x + 0.51 * w,
            y - 0.24 * w,
            x + 0.51 * w,
            y - 0.35 * w,
            x + 0.63 * w,
            y - 0.34 * w,
            x + 0.72 * w,
            y - 0.24 * w));
    for (double wheelX : new double[] {0.22, 0.78}) {
      canvas.fill(
          DemoClass.VEHICLE,
          new Color(TIRE_RGB),
          ellipse(x + wheelX * w, y - 0.08 * w, 0.085 * w, 0.085 * w));
      canvas.fill(
          DemoClass.VEHICLE,
          new Color(0x5c5e64),
          ellipse(x + wheelX * w, y - 0.08 * w, 0.04 * w, 0.04 * w));
    }
    canvas.tint(
        new Color(0xfff4c0), 0.95, ellipse(x + 0.975 * w, y - 0.17 * w, 0.018 * w, 0.022 * w));
  }

  /** A sailing boat whose hull lies on y around x. */
  static void sailingBoat(SceneCanvas canvas, double x, double y, double lengthPx) {
    double w = lengthPx;
    canvas.tint(new Color(0x10283c), 0.25, ellipse(x, y + 0.02 * w, w * 0.55, w * 0.05));
    Path2D hull = new Path2D.Double();
    hull.moveTo(x - 0.5 * w, y - 0.15 * w);
    hull.lineTo(x + 0.56 * w, y - 0.17 * w);
    hull.quadTo(x + 0.42 * w, y + 0.02 * w, x + 0.28 * w, y + 0.03 * w);
    hull.lineTo(x - 0.36 * w, y + 0.03 * w);
    hull.closePath();
    canvas.fill(DemoClass.VEHICLE, SceneCanvas.downward(y - 0.17 * w, y, 0xd0262a, 0x9c141e), hull);
    canvas.fill(
        DemoClass.VEHICLE,
        new Color(0x4a3826),
        new Rectangle2D.Double(x - 0.01 * w, y - 1.3 * w, 0.022 * w, 1.14 * w));
    Path2D mainSail = new Path2D.Double();
    mainSail.moveTo(x - 0.03 * w, y - 1.26 * w);
    mainSail.quadTo(x - 0.3 * w, y - 0.7 * w, x - 0.48 * w, y - 0.24 * w);
    mainSail.lineTo(x - 0.03 * w, y - 0.22 * w);
    mainSail.closePath();
    canvas.fill(
        DemoClass.VEHICLE, SceneCanvas.downward(y - 1.26 * w, y, 0xf8d02c, 0xe0ae14), mainSail);
    Path2D foreSail = new Path2D.Double();
    foreSail.moveTo(x + 0.03 * w, y - 1.2 * w);
    foreSail.quadTo(x + 0.36 * w, y - 0.7 * w, x + 0.5 * w, y - 0.24 * w);
    foreSail.lineTo(x + 0.03 * w, y - 0.22 * w);
    foreSail.closePath();
    canvas.fill(
        DemoClass.VEHICLE, SceneCanvas.downward(y - 1.2 * w, y, 0xd8262a, 0xb41822), foreSail);
  }
}
