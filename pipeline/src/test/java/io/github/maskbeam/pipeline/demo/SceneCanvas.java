// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.demo;

import io.github.maskbeam.testing.demo.DemoClass;
import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.LinearGradientPaint;
import java.awt.Paint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.util.Random;

/**
 * Two images of one size that are painted by the same calls: what one sees, smooth, and the class
 * of each pixel, with hard edges. So the truth of a scene cannot drift away from its picture.
 *
 * <p>Coordinates are px from the top left. Used by one thread; whoever made it calls {@link #close}
 * when the painting is done, and may read the images then.
 */
final class SceneCanvas implements AutoCloseable {

  private static final double NOISE_LEVELS = 4;

  private final BufferedImage picture;
  private final BufferedImage classes;
  private final Graphics2D pictureBrush;
  private final Graphics2D classBrush;
  private final Random random;

  SceneCanvas(int widthPx, int heightPx, long seed) {
    picture = new BufferedImage(widthPx, heightPx, BufferedImage.TYPE_INT_RGB);
    classes = new BufferedImage(widthPx, heightPx, BufferedImage.TYPE_INT_RGB);
    pictureBrush = picture.createGraphics();
    pictureBrush.setRenderingHint(
        RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pictureBrush.setRenderingHint(
        RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    classBrush = classes.createGraphics();
    random = new Random(seed);
  }

  int widthPx() {
    return picture.getWidth();
  }

  int heightPx() {
    return picture.getHeight();
  }

  /** A length or an x coordinate as a fraction of the width, in px. */
  double x(double fraction) {
    return fraction * widthPx();
  }

  /** A length or a y coordinate as a fraction of the height, in px. */
  double y(double fraction) {
    return fraction * heightPx();
  }

  /** The next number of the scene's own sequence, evenly spread between the bounds. */
  double between(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** Paints a thing that has a class. */
  void fill(DemoClass demoClass, Paint paint, Shape shape) {
    classBrush.setColor(new Color(demoClass.id()));
    classBrush.fill(shape);
    tint(paint, 1, shape);
  }

  /** Paints light, shade or texture: the class below stays. */
  void tint(Paint paint, double opacity, Shape shape) {
    pictureBrush.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, (float) opacity));
    pictureBrush.setPaint(paint);
    pictureBrush.fill(shape);
  }

  /** Paints a line of the given width in px that has a class. */
  void fillLine(DemoClass demoClass, Paint paint, double strokePx, Shape line) {
    BasicStroke stroke =
        new BasicStroke((float) strokePx, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    fill(demoClass, paint, stroke.createStrokedShape(line));
  }

  /** Tints along a line of the given width in px. */
  void tintLine(Paint paint, double opacity, double strokePx, Shape line) {
    BasicStroke stroke =
        new BasicStroke((float) strokePx, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    tint(paint, opacity, stroke.createStrokedShape(line));
  }

  /** Strews flecks of a color over a shape, and nowhere else. */
  void fleck(Shape within, int rgb, double opacity, int count, double widthPx, double heightPx) {
    Rectangle2D bounds = Outlines.bounds(within);
    pictureBrush.setClip(within);
    for (int i = 0; i < count; i++) {
      double size = between(0.4, 1);
      double x = between(bounds.getMinX(), bounds.getMaxX());
      double y = between(bounds.getMinY(), bounds.getMaxY());
      double fleckWidthPx = widthPx * size;
      double fleckHeightPx = heightPx * size;
      Shape fleck =
          new Ellipse2D.Double(
              x - fleckWidthPx / 2, y - fleckHeightPx / 2, fleckWidthPx, fleckHeightPx);
      tint(new Color(rgb), opacity * between(0.4, 1), fleck);
    }
    pictureBrush.setClip(null);
  }

  /** A paint that runs from one height to another through evenly spaced colors. */
  static Paint downward(double topPx, double bottomPx, int... rgbs) {
    float[] fractions = new float[rgbs.length];
    Color[] colors = new Color[rgbs.length];
    for (int i = 0; i < rgbs.length; i++) {
      fractions[i] = i / (rgbs.length - 1f);
      colors[i] = new Color(rgbs[i]);
    }
    return new LinearGradientPaint(0, (float) topPx, 0, (float) bottomPx, fractions, colors);
  }

  /** Puts a camera's grain over the picture, which makes it a photograph to a JPEG encoder. */
  void addGrain() {
    int[] row = new int[widthPx()];
    for (int y = 0; y < heightPx(); y++) {
      picture.getRGB(0, y, row.length, 1, row, 0, row.length);
      for (int x = 0; x < row.length; x++) {
        int change = (int) Math.round(random.nextGaussian() * NOISE_LEVELS);
        int red = shifted(row[x] >> 16 & 0xff, change);
        int green = shifted(row[x] >> 8 & 0xff, change);
        int blue = shifted(row[x] & 0xff, change);
        row[x] = red << 16 | green << 8 | blue;
      }
      picture.setRGB(0, y, row.length, 1, row, 0, row.length);
    }
  }

  private static int shifted(int level, int change) {
    return Math.max(0, Math.min(255, level + change));
  }

  /** The picture, RGB. */
  BufferedImage picture() {
    return picture;
  }

  /** The truth: 8-bit gray, value = class id. */
  BufferedImage groundTruth() {
    BufferedImage truth = new BufferedImage(widthPx(), heightPx(), BufferedImage.TYPE_BYTE_GRAY);
    WritableRaster raster = truth.getRaster();
    for (int y = 0; y < heightPx(); y++) {
      for (int x = 0; x < widthPx(); x++) {
        // Straight into the raster: setRGB would bend the value by the gray color space's gamma.
        raster.setSample(x, y, 0, classes.getRGB(x, y) & 0xff);
      }
    }
    return truth;
  }

  @Override
  public void close() {
    pictureBrush.dispose();
    classBrush.dispose();
  }
}
