// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.overlay;

import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.schemas.Palette;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Masks as PNG files that a web page shows. */
final class MaskImage {
  private MaskImage() {}

  /** A mask in the colors of its classes, with a palette if it has 8 bits. */
  static byte[] colored(Mask mask, OverlayColors colors) {
    return png(mask.bits() == Byte.SIZE ? indexed(mask, colors) : direct(mask, colors));
  }

  /** A mask of 8 bits whose values are shades of gray, such as a confidence mask. */
  static byte[] gray(Mask mask) {
    // Not with a palette: the encoder would not filter rows, which halves the files.
    BufferedImage image =
        new BufferedImage(mask.widthPx(), mask.heightPx(), BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setDataElements(0, 0, mask.widthPx(), mask.heightPx(), mask.classIds());
    return png(image);
  }

  private static BufferedImage indexed(Mask mask, OverlayColors colors) {
    return new BufferedImage(
        new IndexColorModel(
            Byte.SIZE, Palette.SIZE, colors.palette(), 0, true, -1, DataBuffer.TYPE_BYTE),
        Raster.createInterleavedRaster(
            new DataBufferByte(mask.classIds(), mask.classIds().length),
            mask.widthPx(),
            mask.heightPx(),
            mask.widthPx(),
            1,
            new int[] {0},
            null),
        false,
        null);
  }

  private static BufferedImage direct(Mask mask, OverlayColors colors) {
    BufferedImage image =
        new BufferedImage(mask.widthPx(), mask.heightPx(), BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < mask.heightPx(); y++) {
      for (int x = 0; x < mask.widthPx(); x++) {
        image.setRGB(x, y, colors.argb(mask.classId(x, y)));
      }
    }
    return image;
  }

  private static byte[] png(BufferedImage image) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(file)) {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory failed", e);
    }
    return file.toByteArray();
  }
}
