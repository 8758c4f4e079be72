// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.demo;

import io.github.maskbeam.output.OutputLayout;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * One picture of a whole demonstration: each scene by name, beside its mask, and a legend.
 *
 * <p>Names and legend are part of a picture in the jar, since a server may have no fonts to write
 * them with.
 */
public final class DemoOverview {
  static final String FRAME = "overview.png";

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
    List<BufferedImage> scenes = new ArrayList<>();
    List<Dimension> sizes = new ArrayList<>();
    for (Path image : images) {
      BufferedImage scene = ImageIO.read(image.toFile());
      scenes.add(scene);
      sizes.add(new Dimension(scene.getWidth(), scene.getHeight()));
    }
    OverviewLayout layout = OverviewLayout.of(sizes);
    BufferedImage overview = frame();
    Graphics2D graphics = overview.createGraphics();
    try {
      for (int i = 0; i < images.size(); i++) {
        BufferedImage mask = ImageIO.read(Path.of(output.mask(images.get(i).toString())).toFile());
        place(graphics, scenes.get(i), layout.scene(i));
        place(graphics, mask, layout.mask(i));
      }
    } finally {
      graphics.dispose();
    }
    ImageIO.write(overview, "png", picture.toFile());
  }

  private static BufferedImage frame() throws IOException {
    try (InputStream frame = DemoOverview.class.getResourceAsStream(FRAME)) {
      return ImageIO.read(frame);
    }
  }

  private static void place(Graphics2D graphics, BufferedImage image, Rectangle where) {
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    BufferedImage reduced = image;
    // Bilinear interpolation sees four pixels only: by halves, all of the image's count.
    while (reduced.getWidth() >= 2 * where.width && reduced.getHeight() >= 2 * where.height) {
      reduced = half(reduced);
    }
    graphics.drawImage(reduced, where.x, where.y, where.width, where.height, null);
  }

  private static BufferedImage half(BufferedImage image) {
    BufferedImage half =
        new BufferedImage(image.getWidth() / 2, image.getHeight() / 2, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = half.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(image, 0, 0, half.getWidth(), half.getHeight(), null);
    graphics.dispose();
    return half;
  }
}
