// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.overlay;

import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.schemas.ClassColors;
import io.github.maskbeam.schemas.LabelMap;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Renders overlays: JPEGs of an image with its mask half transparent on top, whose longer side has
 * at most {@value #MAX_SIDE_PX} pixels. The class background is transparent.
 *
 * <p>Immutable and thread-safe.
 */
public final class OverlayRenderer {
  /** Maximum length of the longer side; larger images are scaled down. */
  public static final int MAX_SIDE_PX = 1024;

  private static final int QUALITY = 85;

  private final OverlayColors colors;

  private OverlayRenderer(OverlayColors colors) {
    this.colors = colors;
  }

  /** A renderer for masks with these labels and colors. */
  public static OverlayRenderer of(LabelMap labels, ClassColors colors) {
    return new OverlayRenderer(new OverlayColors(labels, colors));
  }

  /** The size of the overlay of an image of this size. */
  public static OverlaySize size(int widthPx, int heightPx) {
    return OverlaySize.within(MAX_SIDE_PX, widthPx, heightPx);
  }

  /**
   * Renders the overlay of an image.
   *
   * @param rgb the decoded image; may be scaled down to no less than the size of the overlay
   * @param mask the mask in the size of the overlay, see {@link MaskPixels}
   * @return a JPEG file
   */
  public byte[] render(Mat rgb, Mask mask) {
    OverlaySize size = OverlaySize.within(MAX_SIDE_PX, mask.widthPx(), mask.heightPx());
    try (OverlayJpeg overlay = OverlayJpeg.of(rgb, size)) {
      byte[] bgr = overlay.values();
      blend(bgr, mask);
      overlay.replace(bgr);
      return overlay.encode(QUALITY);
    }
  }

  /** Averages the color of each pixel and of its class. */
  private void blend(byte[] bgr, Mask mask) {
    for (int pixel = 0; pixel < mask.pixels(); pixel++) {
      int argb = colors.argb(mask.classId(pixel));
      if (argb >>> 24 == 0) {
        continue;
      }
      for (int channel = 0; channel < 3; channel++) {
        int at = 3 * pixel + channel;
        int color = argb >> (Byte.SIZE * channel) & 0xff;
        bgr[at] = (byte) (((bgr[at] & 0xff) + color) >> 1);
      }
    }
  }
}
