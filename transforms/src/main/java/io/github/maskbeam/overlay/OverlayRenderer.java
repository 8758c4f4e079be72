// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.overlay;

import io.github.maskbeam.image.DecodedImage;
import io.github.maskbeam.image.ImageDecoder;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.schemas.LabelMap;
import io.github.maskbeam.schemas.Palette;
import java.io.IOException;
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

  private final ImageDecoder decoder;
  private final boolean[] clear;

  private OverlayRenderer(ImageDecoder decoder, boolean[] clear) {
    this.decoder = decoder;
    this.clear = clear;
  }

  /**
   * A renderer of masks with these classes.
   *
   * @param decoder reads the images
   */
  public static OverlayRenderer of(ImageDecoder decoder, LabelMap labels) {
    return new OverlayRenderer(decoder, OverlayColours.clear(labels));
  }

  /**
   * The overlay of an image that has just been segmented.
   *
   * @param content the image file
   * @param rgb what was decoded of it for the model; taken if it is large enough, else the file is
   *     decoded once more
   * @param mask of the image's full size
   * @return a JPEG file
   * @throws ImageException as {@link ImageDecoder#decode}
   */
  public byte[] render(byte[] content, Mat rgb, Mask mask) throws ImageException {
    PictureSize size = PictureSize.within(LONGEST_SIDE_PX, mask.widthPx(), mask.heightPx());
    if (rgb.cols() >= size.widthPx() && rgb.rows() >= size.heightPx()) {
      return render(rgb, MaskPixels.scaled(mask, size), size);
    }
    try (DecodedImage image = decode(content, ImageHeader.read(content), size)) {
      return render(image.rgb(), MaskPixels.scaled(mask, size), size);
    }
  }

  /**
   * The overlay of an image whose mask is there already.
   *
   * @param content the image file
   * @param maskPng the mask file
   * @return a JPEG file
   * @throws ImageException as {@link ImageDecoder#decode}
   * @throws IOException if the mask cannot be read or has not the image's size
   */
  public byte[] render(byte[] content, byte[] maskPng) throws ImageException, IOException {
    ImageHeader header = ImageHeader.read(content);
    PictureSize size = PictureSize.within(LONGEST_SIDE_PX, header.widthPx(), header.heightPx());
    Mask mask = MaskPixels.read(maskPng, header.widthPx(), header.heightPx(), size);
    try (DecodedImage image = decode(content, header, size)) {
      return render(image.rgb(), mask, size);
    }
  }

  private DecodedImage decode(byte[] content, ImageHeader header, PictureSize size)
      throws ImageException {
    return decoder.decode(content, header, size.widthPx(), size.heightPx());
  }

  private byte[] render(Mat rgb, Mask mask, PictureSize size) {
    try (JpegPicture picture = JpegPicture.of(rgb, size)) {
      byte[] bgr = picture.values();
      tint(bgr, mask.classIds());
      picture.replace(bgr);
      return picture.encode(QUALITY);
    }
  }

  /** Half the image, half its class's colour. */
  private void tint(byte[] bgr, byte[] classIds) {
    byte[] palette = Palette.rgbBytes();
    for (int pixel = 0; pixel < classIds.length; pixel++) {
      int id = classIds[pixel] & 0xff;
      if (clear[id]) {
        continue;
      }
      for (int channel = 0; channel < 3; channel++) {
        int at = 3 * pixel + channel;
        int colour = palette[3 * id + 2 - channel] & 0xff;
        bgr[at] = (byte) ((bgr[at] & 0xff) + colour >> 1);
      }
    }
  }
}
