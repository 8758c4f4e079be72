// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;

/** Reads masks with somebody else's reader: the JDK's ImageIO. */
final class Pngs {
  private Pngs() {}

  static BufferedImage image(byte[] png) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  static byte[] classIds(byte[] png) throws IOException {
    return ((DataBufferByte) image(png).getRaster().getDataBuffer()).getData();
  }

  static String text(byte[] png) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(png))) {
      reader.setInput(in);
      IIOMetadataNode root =
          (IIOMetadataNode) reader.getImageMetadata(0).getAsTree("javax_imageio_png_1.0");
      return ((IIOMetadataNode) root.getElementsByTagName("iTXtEntry").item(0))
          .getAttribute("text");
    } finally {
      reader.dispose();
    }
  }
}
