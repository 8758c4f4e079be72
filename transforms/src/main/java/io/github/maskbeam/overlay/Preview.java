// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.overlay;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.schemas.ClassColors;
import io.github.maskbeam.schemas.LabelMap;
import io.github.maskbeam.schemas.Palette;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.bytedeco.opencv.opencv_core.Mat;

/** A small image and its mask, as two files of limited size that a web page shows as an overlay. */
@AutoValue
public abstract class Preview {
  /**
   * Creates the preview of an image.
   *
   * @param rgb the image, not smaller than the preview
   * @param mask the mask, in any size with the same aspect ratio
   * @param size the size of the preview; reduced if a file would be too large, as for noise
   * @param maxImageBytes the maximum size of the JPEG, at least 4096
   * @param maxMaskBytes the maximum size of the PNG, at least 4096
   */
  public static Preview of(
      Mat rgb,
      Mask mask,
      OverlaySize size,
      LabelMap labels,
      ClassColors classColors,
      int maxImageBytes,
      int maxMaskBytes) {
    OverlayColors colors = new OverlayColors(labels, classColors);
    return new AutoValue_Preview(
        jpeg(rgb, size, maxImageBytes), png(mask, size, colors, maxMaskBytes));
  }

  /** The image as a JPEG file. */
  @SuppressWarnings("mutable")
  public abstract byte[] imageJpeg();

  /** The mask in the colors of {@link OverlayColors}, as a PNG file, with a palette if possible. */
  @SuppressWarnings("mutable")
  public abstract byte[] maskPng();

  private static byte[] jpeg(Mat rgb, OverlaySize size, int maxBytes) {
    try (OverlayJpeg image = OverlayJpeg.of(rgb, size)) {
      Optional<byte[]> file = image.encodeWithin(maxBytes);
      return file.isPresent() ? file.get() : jpeg(rgb, half(size), maxBytes);
    }
  }

  private static byte[] png(Mask mask, OverlaySize size, OverlayColors colors, int maxBytes) {
    byte[] file = encode(MaskPixels.scaled(mask, size), colors);
    return file.length <= maxBytes ? file : png(mask, half(size), colors, maxBytes);
  }

  private static OverlaySize half(OverlaySize size) {
    return OverlaySize.within(
        Math.max(1, size.longerSidePx() / 2), size.widthPx(), size.heightPx());
  }

  private static byte[] encode(Mask mask, OverlayColors colors) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(file)) {
      ImageIO.write(
          mask.bits() == Byte.SIZE ? indexed(mask, colors) : colored(mask, colors), "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory failed", e);
    }
    return file.toByteArray();
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

  private static BufferedImage colored(Mask mask, OverlayColors colors) {
    BufferedImage image =
        new BufferedImage(mask.widthPx(), mask.heightPx(), BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < mask.heightPx(); y++) {
      for (int x = 0; x < mask.widthPx(); x++) {
        image.setRGB(x, y, colors.argb(mask.classId(x, y)));
      }
    }
    return image;
  }
}
