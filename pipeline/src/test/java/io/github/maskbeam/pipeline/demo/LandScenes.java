// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.demo;

import static io.github.maskbeam.pipeline.demo.Outlines.polygon;

import io.github.maskbeam.testing.demo.DemoClass;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** Scenes on dry land. */
final class LandScenes {

  private LandScenes() {}

  static void meadow(SceneCanvas canvas) {
    Landscape.sky(canvas, canvas.y(0.5), 0x4a86d2, 0x8cbcec, 0xd4e6f6);
    Landscape.cloud(canvas, canvas.x(0.25), canvas.y(0.17), canvas.x(0.3), 0xfafafc);
    Landscape.cloud(canvas, canvas.x(0.74), canvas.y(0.1), canvas.x(0.22), 0xf6f8fc);
    Landscape.mountains(canvas, canvas.y(0.43), canvas.y(0.07), 2.6);
    Shape hills = Outlines.rolling(canvas, canvas.y(0.5), canvas.y(0.03), 1.4);
    Landscape.field(canvas, DemoClass.VEGETATION, hills, 0x56803c, 0x3a6e30);
    for (int i = 0; i < 34; i++) {
      double x = canvas.between(-0.02, 1.02);
      Landscape.pine(canvas, canvas.x(x), canvas.y(canvas.between(0.5, 0.55)), canvas.y(0.08));
    }
    Shape meadow = Outlines.rolling(canvas, canvas.y(0.58), canvas.y(0.02), 0.9);
    Landscape.field(canvas, DemoClass.VEGETATION, meadow, 0x86b452, 0x4e8434);
    Path2D path = new Path2D.Double();
    path.moveTo(canvas.x(0.5), canvas.heightPx());
    path.curveTo(
        canvas.x(0.56),
        canvas.y(0.8),
        canvas.x(0.3),
        canvas.y(0.72),
        canvas.x(0.42),
        canvas.y(0.6));
    path.lineTo(canvas.x(0.44), canvas.y(0.6));
    path.curveTo(
        canvas.x(0.36),
        canvas.y(0.72),
        canvas.x(0.7),
        canvas.y(0.78),
        canvas.x(0.72),
        canvas.heightPx());
    path.closePath();
    Landscape.field(canvas, DemoClass.GROUND, path, 0xd8b67e, 0xb08858);
    Landscape.tree(canvas, canvas.x(0.17), canvas.y(0.82), canvas.y(0.5));
    Landscape.tree(canvas, canvas.x(0.86), canvas.y(0.72), canvas.y(0.32));
    SceneObjects.house(canvas, canvas.x(0.58), canvas.y(0.66), canvas.x(0.13));
  }

  static void road(SceneCanvas canvas) {
    Landscape.sky(canvas, canvas.y(0.45), 0x3c78c8, 0x7cb0e6, 0xcce2f6);
    Landscape.cloud(canvas, canvas.x(0.68), canvas.y(0.16), canvas.x(0.34), 0xfafafc);
    Shape far = Outlines.rolling(canvas, canvas.y(0.42), canvas.y(0.03), 1.2);
    Landscape.field(canvas, DemoClass.VEGETATION, far, 0x4c7a3c, 0x3a6e30);
    Shape fields = Outlines.rolling(canvas, canvas.y(0.49), canvas.y(0.01), 0.8);
    Landscape.field(canvas, DemoClass.VEGETATION, fields, 0x82b04e, 0x5a9038);
    for (double x = -0.02; x < 1.05; x += 0.085) {
      double heightPx = canvas.y(canvas.between(0.16, 0.26));
      Landscape.tree(canvas, canvas.x(x), canvas.y(0.56), heightPx);
    }
    Landscape.field(
        canvas,
        DemoClass.GROUND,
        new Rectangle2D.Double(0, canvas.y(0.63), canvas.widthPx(), canvas.y(0.05)),
        0xc69e68,
        0xb88e5c);
    Shape road = new Rectangle2D.Double(0, canvas.y(0.66), canvas.widthPx(), canvas.y(0.26));
    Landscape.field(canvas, DemoClass.ROAD, road, 0x86868a, 0x5c5c60);
    for (double x = 0.02; x < 1; x += 0.14) {
      canvas.tint(
          new Color(0xe4e4e0),
          0.9,
          polygon(
              canvas.x(x),
              canvas.y(0.783),
              canvas.x(x + 0.07),
              canvas.y(0.783),
              canvas.x(x + 0.068),
              canvas.y(0.793),
              canvas.x(x - 0.004),
              canvas.y(0.793)));
    }
    Landscape.field(
        canvas,
        DemoClass.VEGETATION,
        new Rectangle2D.Double(0, canvas.y(0.92), canvas.widthPx(), canvas.y(0.08)),
        0x5a9038,
        0x3a6e30);
    SceneObjects.car(canvas, canvas.x(0.56), canvas.y(0.755), canvas.x(0.22), 0xf8d434, 0xd9a60c);
    SceneObjects.car(canvas, canvas.x(0.1), canvas.y(0.89), canvas.x(0.32), 0xdc2a2e, 0xa01420);
  }

  static void village(SceneCanvas canvas) {
    Landscape.sky(canvas, canvas.y(0.45), 0x5c98de, 0x9cc6f0, 0xdcebf8);
    Landscape.cloud(canvas, canvas.x(0.3), canvas.y(0.12), canvas.x(0.4), 0xfafafc);
    Shape hill = Outlines.rolling(canvas, canvas.y(0.4), canvas.y(0.06), 0.8);
    Landscape.field(canvas, DemoClass.VEGETATION, hill, 0x5a8a40, 0x4c8036);
    for (int i = 0; i < 16; i++) {
      double x = canvas.x(canvas.between(0, 1));
      Landscape.pine(canvas, x, canvas.y(canvas.between(0.46, 0.52)), canvas.y(0.12));
    }
    SceneObjects.house(canvas, canvas.x(0.06), canvas.y(0.6), canvas.x(0.24));
    SceneObjects.house(canvas, canvas.x(0.66), canvas.y(0.6), canvas.x(0.26));
    Shape lawn = Outlines.rolling(canvas, canvas.y(0.61), canvas.y(0.006), 2);
    Landscape.field(canvas, DemoClass.VEGETATION, lawn, 0x7cac4a, 0x4e8434);
    SceneObjects.house(canvas, canvas.x(0.32), canvas.y(0.7), canvas.x(0.36));
    Landscape.tree(canvas, canvas.x(0.12), canvas.y(0.76), canvas.y(0.3));
    Landscape.tree(canvas, canvas.x(0.9), canvas.y(0.75), canvas.y(0.26));
    Shape street =
        polygon(
            0,
            canvas.y(0.82),
            canvas.widthPx(),
            canvas.y(0.8),
            canvas.widthPx(),
            canvas.y(0.97),
            0,
            canvas.heightPx());
    Landscape.field(canvas, DemoClass.ROAD, street, 0x7c7c80, 0x5c5c60);
    canvas.tintLine(
        new Color(0xe4e4e0),
        0.9,
        canvas.y(0.008),
        new Line2D.Double(0, canvas.y(0.835), canvas.widthPx(), canvas.y(0.815)));
    SceneObjects.car(canvas, canvas.x(0.54), canvas.y(0.93), canvas.x(0.32), 0xdc2a2e, 0xa01420);
  }

  static void desert(SceneCanvas canvas) {
    Landscape.sky(canvas, canvas.y(0.5), 0x4684d4, 0x84b6ea, 0xc8e0f6);
    Landscape.glow(canvas, canvas.x(0.8), canvas.y(0.14), canvas.y(0.16), 0xfffdf0, 0.5);
    Landscape.glow(canvas, canvas.x(0.8), canvas.y(0.14), canvas.y(0.06), 0xffffff, 1);
    Landscape.mountains(canvas, canvas.y(0.46), canvas.y(0.06), 3.3);
    int[][] dunes = {{0xecd2a0, 0xd2ac74}, {0xe4c48e, 0xc09464}, {0xd8b67e, 0xa88054}};
    double line = 0.5;
    for (int[] dune : dunes) {
      Shape outline = Outlines.rolling(canvas, canvas.y(line), canvas.y(0.03), 0.9);
      Landscape.field(canvas, DemoClass.GROUND, outline, dune[0], dune[1]);
      line += 0.13;
    }
    for (double[] place : new double[][] {{0.12, 0.86, 0.3}, {0.9, 0.78, 0.2}, {0.72, 0.66, 0.1}}) {
      cactus(canvas, canvas.x(place[0]), canvas.y(place[1]), canvas.y(place[2]));
    }
    SceneObjects.car(canvas, canvas.x(0.36), canvas.y(0.82), canvas.x(0.26), 0xf8d434, 0xd9a60c);
  }

  private static void cactus(SceneCanvas canvas, double x, double y, double heightPx) {
    Path2D stems = new Path2D.Double();
    stems.moveTo(x, y);
    stems.lineTo(x, y - heightPx * 0.9);
    stems.moveTo(x, y - heightPx * 0.35);
    stems.curveTo(
        x - heightPx * 0.3,
        y - heightPx * 0.35,
        x - heightPx * 0.26,
        y - heightPx * 0.45,
        x - heightPx * 0.26,
        y - heightPx * 0.7);
    stems.moveTo(x, y - heightPx * 0.25);
    stems.curveTo(
        x + heightPx * 0.3,
        y - heightPx * 0.25,
        x + heightPx * 0.26,
        y - heightPx * 0.4,
        x + heightPx * 0.26,
        y - heightPx * 0.58);
    canvas.fillLine(DemoClass.VEGETATION, new Color(0x3a6e30), heightPx * 0.15, stems);
    canvas.tintLine(new Color(0x74a846), 0.6, heightPx * 0.03, stems);
  }
}
