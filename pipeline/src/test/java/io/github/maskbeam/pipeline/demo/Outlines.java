// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.demo;

import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;

/** Shapes that scenes are made of, in px. */
final class Outlines {

  private static final double STEP_PX = 4;

  // How many points a segment of a path has: SEG_MOVETO, LINETO, QUADTO, CUBICTO, CLOSE.
  private static final int[] POINTS = {1, 1, 2, 3, 0};

  private Outlines() {}

  /** A polygon through points given as x, y, x, y, … */
  static Shape polygon(double... coordinates) {
    Path2D path = new Path2D.Double();
    path.moveTo(coordinates[0], coordinates[1]);
    for (int i = 2; i < coordinates.length; i += 2) {
      path.lineTo(coordinates[i], coordinates[i + 1]);
    }
    path.closePath();
    return path;
  }

  static Shape ellipse(double centerX, double centerY, double radiusX, double radiusY) {
    return new Ellipse2D.Double(centerX - radiusX, centerY - radiusY, 2 * radiusX, 2 * radiusY);
  }

  static Shape intersection(Shape first, Shape second) {
    Area area = new Area(first);
    area.intersect(new Area(second));
    return area;
  }

  /**
   * The bounds of a shape and of the control points of its curves, which {@code getBounds2D} leaves
   * out since Java 19: with these a scene is the same on all versions.
   */
  static Rectangle2D bounds(Shape shape) {
    Rectangle2D bounds = null;
    double[] coordinates = new double[6];
    for (PathIterator path = shape.getPathIterator(null); !path.isDone(); path.next()) {
      int points = POINTS[path.currentSegment(coordinates)];
      for (int i = 0; i < points; i++) {
        double x = coordinates[2 * i];
        double y = coordinates[2 * i + 1];
        if (bounds == null) {
          bounds = new Rectangle2D.Double(x, y, 0, 0);
        }
        bounds.add(x, y);
      }
    }
    return bounds;
  }

  /**
   * Everything below a rolling line across the canvas.
   *
   * @param linePx mean height of the line
   * @param swingPx how far the line may leave its mean
   * @param waves how many hills fit into the width
   */
  static Shape rolling(SceneCanvas canvas, double linePx, double swingPx, double waves) {
    double phase = canvas.between(0, 2 * Math.PI);
    double secondPhase = canvas.between(0, 2 * Math.PI);
    return below(
        canvas,
        xFraction -> {
          double angle = 2 * Math.PI * waves * xFraction;
          double swing = 0.7 * Math.sin(angle + phase) + 0.3 * Math.sin(2.3 * angle + secondPhase);
          return linePx + swingPx * swing;
        });
  }

  /** Everything below a jagged line across the canvas: rolling, with ever smaller teeth. */
  static Shape jagged(SceneCanvas canvas, double linePx, double swingPx, double peaks) {
    double[] phases = new double[5];
    for (int i = 0; i < phases.length; i++) {
      phases[i] = canvas.between(0, 1);
    }
    return below(
        canvas,
        xFraction -> {
          double swing = 0;
          double amplitude = 0.55;
          double frequency = peaks;
          for (double phase : phases) {
            double position = xFraction * frequency + phase;
            double triangle = 4 * Math.abs(position - Math.floor(position) - 0.5) - 1;
            swing += amplitude * triangle;
            amplitude *= 0.45;
            frequency *= 2.1;
          }
          return linePx + swingPx * swing;
        });
  }

  /** The height of a line in px at a fraction of the width. */
  interface Skyline {
    double heightPx(double xFraction);
  }

  /** Everything below a line across the canvas. */
  static Shape below(SceneCanvas canvas, Skyline skyline) {
    Path2D path = new Path2D.Double();
    double widthPx = canvas.widthPx();
    path.moveTo(0, canvas.heightPx());
    for (double x = 0; x < widthPx + STEP_PX; x += STEP_PX) {
      path.lineTo(x, skyline.heightPx(x / widthPx));
    }
    path.lineTo(widthPx + STEP_PX, canvas.heightPx());
    path.closePath();
    return path;
  }
}
