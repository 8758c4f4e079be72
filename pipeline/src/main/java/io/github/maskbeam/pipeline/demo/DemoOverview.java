// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.demo;

import io.github.maskbeam.output.OutputLayout;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** One picture of a whole demonstration: each scene beside its mask, two scenes a row. */
public final class DemoOverview {
  private static final int TILE_WIDTH_PX = 300;
  private static final int TILE_HEIGHT_PX = 200;
  private static final int GAP_PX = 8;
  private static final int SCENES_A_ROW = 2;

  private DemoOverview() {}

  /**
   * Writes the picture as a PNG.
   *
   * @param images the scenes, as they were named to the run
   * @param output where the run wrote their masks
   * @throws IOException if a scene or mask cannot be read, or the picture not written
   */
  public static void write(List<Path> images, OutputLayout output, Path picture)
      throws IOException {
    int rows = (images.size() + SCENES_A_ROW - 1) / SCENES_A_ROW;
    BufferedImage canvas =
        new BufferedImage(
            2 * SCENES_A_ROW * (TILE_WIDTH_PX + GAP_PX) + GAP_PX,
            rows * (TILE_HEIGHT_PX + GAP_PX) + GAP_PX,
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = canvas.createGraphics();
    try {
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
      for (int i = 0; i < images.size(); i++) {
        int column = 2 * (i % SCENES_A_ROW);
        int row = i / SCENES_A_ROW;
        Path mask = Path.of(output.mask(images.get(i).toString()));
        place(graphics, images.get(i), column, row, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        place(graphics, mask, column + 1, row, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
      }
    } finally {
      graphics.dispose();
    }
    ImageIO.write(canvas, "png", picture.toFile());
  }

  /** Draws an image centred in its tile, whole and in its aspect. */
  private static void place(
      Graphics2D graphics, Path file, int column, int row, Object interpolation)
      throws IOException {
    BufferedImage image = ImageIO.read(file.toFile());
    double scale =
        Math.min(
            (double) TILE_WIDTH_PX / image.getWidth(), (double) TILE_HEIGHT_PX / image.getHeight());
    int width = (int) Math.round(image.getWidth() * scale);
    int height = (int) Math.round(image.getHeight() * scale);
    int left = GAP_PX + column * (TILE_WIDTH_PX + GAP_PX) + (TILE_WIDTH_PX - width) / 2;
    int top = GAP_PX + row * (TILE_HEIGHT_PX + GAP_PX) + (TILE_HEIGHT_PX - height) / 2;
    graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, interpolation);
    graphics.drawImage(image, left, top, width, height, null);
  }
}
