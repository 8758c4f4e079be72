// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.demo;

import static io.github.maskbeam.pipeline.demo.Outlines.polygon;

import io.github.maskbeam.testing.demo.DemoClass;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;

/** Scenes by the sea, a lake and a river. */
final class WaterScenes {

  private WaterScenes() {}

  static void coast(SceneCanvas canvas) {
    double horizon = canvas.y(0.42);
    Landscape.sky(canvas, horizon, 0x3c78c8, 0x7cb2e8, 0xd4e6f6);
    Landscape.cloud(canvas, canvas.x(0.2), canvas.y(0.2), canvas.x(0.3), 0xfafafc);
    Landscape.cloud(canvas, canvas.x(0.55), canvas.y(0.11), canvas.x(0.2), 0xf6f8fc);
    Landscape.water(canvas, horizon, 0xbfe4e8, 0x1c5878, 0x2a7890, 0x4896a4, 0x7cb8bc);
    Shape beach =
        Outlines.below(canvas, x -> canvas.y(1.02 - 0.3 * x * x + 0.02 * Math.sin(9 * x)));
    canvas.tintLine(new Color(0xe8f4f4), 0.7, canvas.y(0.022), beach);
    Landscape.field(canvas, DemoClass.GROUND, beach, 0xeed7a8, 0xd8b67e);
    Path2D headland = new Path2D.Double();
    headland.moveTo(canvas.x(1.05), canvas.y(0.7));
    headland.curveTo(
        canvas.x(0.9),
        canvas.y(0.68),
        canvas.x(0.7),
        canvas.y(0.62),
        canvas.x(0.62),
        canvas.y(0.46));
    Shape foot = new Path2D.Double(headland);
    headland.curveTo(
        canvas.x(0.7),
        canvas.y(0.38),
        canvas.x(0.82),
        canvas.y(0.26),
        canvas.x(1.05),
        canvas.y(0.22));
    headland.closePath();
    Landscape.field(canvas, DemoClass.VEGETATION, headland, 0x74a846, 0x3a6e30);
    canvas.fillLine(DemoClass.GROUND, new Color(0x947048), canvas.y(0.018), foot);
    SceneObjects.sailingBoat(canvas, canvas.x(0.27), canvas.y(0.6), canvas.x(0.13));
    SceneObjects.sailingBoat(canvas, canvas.x(0.5), canvas.y(0.47), canvas.x(0.04));
    SceneObjects.house(canvas, canvas.x(0.84), canvas.y(0.42), canvas.x(0.12));
    Landscape.tree(canvas, canvas.x(0.8), canvas.y(0.5), canvas.y(0.2));
  }

  static void lake(SceneCanvas canvas) {
    Landscape.sky(canvas, canvas.y(0.5), 0x4684d4, 0x8cbcec, 0xd8e8f6);
    Landscape.cloud(canvas, canvas.x(0.78), canvas.y(0.12), canvas.x(0.24), 0xfafafc);
    Landscape.mountains(canvas, canvas.y(0.33), canvas.y(0.16), 1.9);
    Shape forest = Outlines.rolling(canvas, canvas.y(0.52), canvas.y(0.02), 1.6);
    Landscape.field(canvas, DemoClass.VEGETATION, forest, 0x3a6e30, 0x26502a);
    for (double x = -0.01; x < 1.02; x += 0.022) {
      double heightPx = canvas.y(canvas.between(0.09, 0.17));
      Landscape.pine(canvas, canvas.x(x), canvas.y(canvas.between(0.55, 0.575)), heightPx);
    }
    Landscape.water(canvas, canvas.y(0.57), 0xa8d4d8, 0x123c5c, 0x1c5878, 0x2a7890);
    Shape shore = Outlines.below(canvas, x -> canvas.y(0.84 + 0.22 * x + 0.015 * Math.sin(11 * x)));
    Landscape.field(canvas, DemoClass.GROUND, shore, 0xb88e5c, 0x947048);
    Landscape.pine(canvas, canvas.x(0.1), canvas.y(0.97), canvas.y(0.62));
    Landscape.pine(canvas, canvas.x(0.22), canvas.y(0.99), canvas.y(0.4));
    SceneObjects.sailingBoat(canvas, canvas.x(0.64), canvas.y(0.74), canvas.x(0.09));
  }

  static void sunset(SceneCanvas canvas) {
    double horizon = canvas.y(0.52);
    Landscape.sky(canvas, horizon, 0x8c5488, 0xb46e8c, 0xe67e72, 0xfaa064, 0xffc080);
    Landscape.glow(canvas, canvas.x(0.62), canvas.y(0.46), canvas.y(0.16), 0xffd890, 0.6);
    Landscape.glow(canvas, canvas.x(0.62), canvas.y(0.46), canvas.y(0.05), 0xffdca4, 1);
    Landscape.water(canvas, horizon, 0x8c7c9c, 0x3c4668, 0x343e60, 0x24385a);
    for (int i = 0; i < 60; i++) {
      double depth = canvas.between(0, 1);
      double y = horizon + depth * depth * canvas.y(0.3);
      double halfPx = canvas.x(0.02 + 0.05 * depth) * canvas.between(0.3, 1);
      double x = canvas.x(0.62) + canvas.between(-1, 1) * canvas.x(0.03);
      canvas.tintLine(
          new Color(0xf0a880),
          0.35,
          canvas.y(0.0014),
          new Line2D.Double(x - halfPx, y, x + halfPx, y));
    }
    Shape island =
        Outlines.below(canvas, x -> canvas.y(0.525 - 0.06 * Math.max(0, 1 - x * x / 0.12)));
    Shape left = polygon(0, 0, canvas.x(0.4), 0, canvas.x(0.4), canvas.y(0.522), 0, canvas.y(0.53));
    canvas.fill(DemoClass.BACKGROUND, new Color(0x1e1a24), Outlines.intersection(island, left));
    SceneObjects.sailingBoat(canvas, canvas.x(0.36), canvas.y(0.72), canvas.x(0.3));
    Shape beach = Outlines.rolling(canvas, canvas.y(0.93), canvas.y(0.008), 1);
    Landscape.field(canvas, DemoClass.GROUND, beach, 0x947048, 0x705236);
  }

  static void river(SceneCanvas canvas) {
    Landscape.sky(canvas, canvas.y(0.4), 0x5c98de, 0x9cc6f0, 0xdcebf8);
    Landscape.cloud(canvas, canvas.x(0.35), canvas.y(0.14), canvas.x(0.34), 0xfafafc);
    Landscape.mountains(canvas, canvas.y(0.35), canvas.y(0.08), 2.2);
    Shape meadow = Outlines.rolling(canvas, canvas.y(0.43), canvas.y(0.015), 1.2);
    Landscape.field(canvas, DemoClass.VEGETATION, meadow, 0x7cac4a, 0x4e8434);
    Path2D river = new Path2D.Double();
    river.moveTo(canvas.x(0.18), canvas.heightPx());
    river.curveTo(
        canvas.x(0.3),
        canvas.y(0.75),
        canvas.x(0.75),
        canvas.y(0.65),
        canvas.x(0.52),
        canvas.y(0.45));
    river.lineTo(canvas.x(0.57), canvas.y(0.45));
    river.curveTo(
        canvas.x(0.95),
        canvas.y(0.65),
        canvas.x(0.75),
        canvas.y(0.8),
        canvas.x(0.78),
        canvas.heightPx());
    river.closePath();
    canvas.fillLine(DemoClass.GROUND, new Color(0xb88e5c), canvas.x(0.025), river);
    canvas.fill(
        DemoClass.WATER,
        SceneCanvas.downward(canvas.y(0.45), canvas.heightPx(), 0x4896a4, 0x2a7890, 0x1c5878),
        river);
    canvas.fleck(river, 0xbfe4e8, 0.3, 70, canvas.x(0.06), canvas.y(0.006));
    SceneObjects.house(canvas, canvas.x(0.12), canvas.y(0.62), canvas.x(0.24));
    Landscape.tree(canvas, canvas.x(0.08), canvas.y(0.76), canvas.y(0.34));
    Landscape.tree(canvas, canvas.x(0.9), canvas.y(0.86), canvas.y(0.46));
  }
}
