// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.demo;

import io.github.maskbeam.schemas.Palette;
import io.github.maskbeam.testing.demo.DemoClass;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Draws what is in every overview picture: the names of the scenes and the legend. */
final class OverviewFrame {
  private static final Color PAPER = Color.WHITE;
  private static final Color INK = new Color(0x24292f);
  private static final double LETTER_PX = 12;
  private static final int NAME_ABOVE_SCENE_PX = 13;
  private static final int LEGEND_COLUMNS = 2;
  private static final int SWATCH_PX = 32;
  private static final int SWATCH_GAP_PX = 14;

  private OverviewFrame() {}

  static BufferedImage draw() {
    OverviewLayout layout =
        OverviewLayout.of(
            Arrays.stream(Scene.values()).map(Scene::size).collect(Collectors.toList()));
    BufferedImage frame =
        new BufferedImage(layout.size().width, layout.size().height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = frame.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setColor(PAPER);
    graphics.fillRect(0, 0, frame.getWidth(), frame.getHeight());
    int index = 0;
    for (Scene scene : Scene.values()) {
      Rectangle place = layout.scene(index++);
      graphics.setColor(INK);
      Lettering.write(
          graphics, scene.stem(), place.x + 1, place.y - NAME_ABOVE_SCENE_PX, LETTER_PX);
    }
    drawLegend(graphics, layout.legend());
    graphics.dispose();
    return frame;
  }

  private static void drawLegend(Graphics2D graphics, Rectangle legend) {
    int rows = (DemoClass.values().length + LEGEND_COLUMNS - 1) / LEGEND_COLUMNS;
    for (DemoClass demoClass : DemoClass.values()) {
      int left = legend.x + demoClass.id() / rows * legend.width / LEGEND_COLUMNS;
      double middle = legend.y + (demoClass.id() % rows + 0.5) * legend.height / rows;
      graphics.setColor(new Color(Palette.rgb(demoClass.id())));
      graphics.fill(
          new RoundRectangle2D.Double(left, middle - SWATCH_PX / 2.0, SWATCH_PX, SWATCH_PX, 6, 6));
      graphics.setColor(INK);
      Lettering.write(
          graphics,
          demoClass.label(),
          left + SWATCH_PX + SWATCH_GAP_PX,
          middle + LETTER_PX / 2,
          LETTER_PX);
    }
  }
}
