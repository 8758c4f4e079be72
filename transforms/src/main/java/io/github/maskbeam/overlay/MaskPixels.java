// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.overlay;

import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.mask.MaskBuilder;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Reads and scales masks for overlays. Scaling uses the nearest pixel, so it adds no classes. */
public final class MaskPixels {
  private MaskPixels() {}

  /**
   * Reads a mask file, a palette or gray PNG, at about the size of the overlay, so that a very
   * large mask does not need more memory than the overlay.
   *
   * @param widthPx the width of the image, which the mask must have
   * @param heightPx the height of the image, which the mask must have
   * @throws IOException if the file is not a valid PNG of that size with one value per pixel
   */
  public static Mask read(byte[] png, int widthPx, int heightPx, OverlaySize size)
      throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(png))) {
      reader.setInput(in, true, true);
      if (reader.getWidth(0) != widthPx || reader.getHeight(0) != heightPx) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "the mask has %d x %d pixels, but its image has %d x %d",
                reader.getWidth(0),
                reader.getHeight(0),
                widthPx,
                heightPx));
      }
      int stepX = Math.max(1, widthPx / size.widthPx());
      int stepY = Math.max(1, heightPx / size.heightPx());
      ImageReadParam parameters = reader.getDefaultReadParam();
      parameters.setSourceSubsampling(stepX, stepY, stepX / 2, stepY / 2);
      return scaled(classIds(reader.read(0, parameters)), size);
    } catch (RuntimeException e) {
      // ImageIO throws these for some damaged files.
      throw new IOException("the mask is not a valid PNG: " + e.getMessage(), e);
    } finally {
      reader.dispose();
    }
  }

  /** The mask scaled to another size; the same object if it has that size. */
  public static Mask scaled(Mask mask, OverlaySize size) {
    int width = size.widthPx();
    int height = size.heightPx();
    if (width == mask.widthPx() && height == mask.heightPx()) {
      return mask;
    }
    MaskBuilder scaled = new MaskBuilder(width, height, mask.bits());
    for (int y = 0; y < height; y++) {
      int row = nearest(y, height, mask.heightPx()) * mask.widthPx();
      for (int x = 0; x < width; x++) {
        scaled.set(y * width + x, mask.classId(row + nearest(x, width, mask.widthPx())));
      }
    }
    return scaled.build();
  }

  private static int nearest(int position, int length, int sourceLength) {
    return (int) ((2L * position + 1) * sourceLength / (2L * length));
  }

  private static Mask classIds(BufferedImage image) throws IOException {
    Raster raster = image.getRaster();
    if (raster.getNumBands() != 1) {
      throw new IOException(
          "the mask has " + raster.getNumBands() + " values per pixel instead of one");
    }
    int bits = raster.getSampleModel().getSampleSize(0) > Byte.SIZE ? Short.SIZE : Byte.SIZE;
    MaskBuilder mask = new MaskBuilder(image.getWidth(), image.getHeight(), bits);
    int[] row = new int[image.getWidth()];
    for (int y = 0; y < image.getHeight(); y++) {
      raster.getSamples(0, y, row.length, 1, 0, row);
      for (int x = 0; x < row.length; x++) {
        mask.set(y * row.length + x, row[x]);
      }
    }
    return mask.build();
  }
}
