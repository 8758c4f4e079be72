// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.testing;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Small pictures of known classes, made when they are needed. */
public final class Landscapes {
  /** A color that the demonstration model knows as sky. */
  public static final Color SKY = new Color(0x6aa4e2);

  /** A color that the demonstration model knows as vegetation. */
  public static final Color VEGETATION = new Color(0x568a38);

  private Landscapes() {}

  /** Writes a PNG whose upper part is sky and whose lower part is vegetation. */
  public static Path landscape(Path file, int widthPx, int heightPx, int skyHeightPx)
      throws IOException {
    BufferedImage image = new BufferedImage(widthPx, heightPx, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(SKY);
    graphics.fillRect(0, 0, widthPx, skyHeightPx);
    graphics.setColor(VEGETATION);
    graphics.fillRect(0, skyHeightPx, widthPx, heightPx - skyHeightPx);
    graphics.dispose();
    ImageIO.write(image, "png", file.toFile());
    return file;
  }
}
