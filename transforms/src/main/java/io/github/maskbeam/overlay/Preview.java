// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.overlay;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.schemas.ClassColors;
import io.github.maskbeam.schemas.LabelMap;
import java.util.Optional;
import java.util.function.Function;
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

  /**
   * A small confidence mask, as a gray PNG file.
   *
   * @param confidence a mask of 8 bits, whose values are gray
   * @param size its size; reduced if the file would be too large
   * @param maxBytes the maximum size of the file, at least 4096
   */
  public static byte[] confidencePng(Mask confidence, OverlaySize size, int maxBytes) {
    return png(confidence, size, MaskImage::gray, maxBytes);
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
    return png(mask, size, scaled -> MaskImage.colored(scaled, colors), maxBytes);
  }

  private static byte[] png(
      Mask mask, OverlaySize size, Function<Mask, byte[]> encoder, int maxBytes) {
    byte[] file = encoder.apply(MaskPixels.scaled(mask, size));
    return file.length <= maxBytes ? file : png(mask, half(size), encoder, maxBytes);
  }

  private static OverlaySize half(OverlaySize size) {
    return OverlaySize.within(
        Math.max(1, size.longerSidePx() / 2), size.widthPx(), size.heightPx());
  }
}
