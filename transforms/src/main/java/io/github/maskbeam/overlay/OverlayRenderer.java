// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.overlay;

import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.schemas.LabelMap;
import io.github.maskbeam.schemas.Palette;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Lays masks half transparent over their images: JPEGs whose longest side has at most {@value
 * #LONGEST_SIDE_PX} pixels, for people to look through. A class named background is left clear.
 *
 * <p>Immutable and thread-safe.
 */
public final class OverlayRenderer {
  /** Larger images are scaled down to this. */
  public static final int LONGEST_SIDE_PX = 1024;

  private static final int QUALITY = 85;

  private final boolean[] clear;

  private OverlayRenderer(boolean[] clear) {
    this.clear = clear;
  }

  /** A renderer of masks with these classes. */
  public static OverlayRenderer of(LabelMap labels) {
    return new OverlayRenderer(OverlayColors.clear(labels));
  }

  /** The size of the overlay of an image of this size. */
  public static OverlaySize size(int widthPx, int heightPx) {
    return OverlaySize.within(LONGEST_SIDE_PX, widthPx, heightPx);
  }

  /**
   * The overlay of an image.
   *
   * @param rgb the image as decoded, of at least the overlay's size where the image has that
   * @param mask in the overlay's size, see {@link MaskPixels}
   * @return a JPEG file
   */
  public byte[] render(Mat rgb, Mask mask) {
    OverlaySize size = OverlaySize.within(LONGEST_SIDE_PX, mask.widthPx(), mask.heightPx());
    try (OverlayJpeg picture = OverlayJpeg.of(rgb, size)) {
      byte[] bgr = picture.values();
      tint(bgr, mask.classIds());
      picture.replace(bgr);
      return picture.encode(QUALITY);
    }
  }

  /** Half the image, half its class's color. */
  private void tint(byte[] bgr, byte[] classIds) {
    byte[] palette = Palette.rgbBytes();
    for (int pixel = 0; pixel < classIds.length; pixel++) {
      int id = classIds[pixel] & 0xff;
      if (clear[id]) {
        continue;
      }
      for (int channel = 0; channel < 3; channel++) {
        int at = 3 * pixel + channel;
        int color = palette[3 * id + 2 - channel] & 0xff;
        bgr[at] = (byte) (((bgr[at] & 0xff) + color) >> 1);
      }
    }
  }
}
