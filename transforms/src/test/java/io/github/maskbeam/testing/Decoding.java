// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.testing;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.decode.DecodedImage;
import io.github.maskbeam.image.decode.ImageDecoder;
import io.github.maskbeam.image.verify.FormatReaders;
import io.github.maskbeam.schemas.FailureCode;
import java.awt.Color;
import org.bytedeco.javacpp.indexer.UByteIndexer;

/** Shorthands of the tests: decode a file and look at it, or name the code that it failed with. */
public final class Decoding {
  static final ImageDecoder DECODER = ImageDecoder.withMaxPixels(50_000_000);
  static final int FULL_SIZE_PX = 1 << 20;

  private Decoding() {}

  public static DecodedImage decode(byte[] content) throws ImageException {
    return decode(content, FULL_SIZE_PX, FULL_SIZE_PX);
  }

  public static DecodedImage decode(byte[] content, int coverWidthPx, int coverHeightPx)
      throws ImageException {
    return DECODER.decode(content, FormatReaders.header(content), coverWidthPx, coverHeightPx);
  }

  /** The pixels of a file in full size: 0xRRGGBB by row, after the width. */
  public static int[] rgb(byte[] content) throws ImageException {
    try (DecodedImage image = decode(content);
        UByteIndexer indexer = image.rgb().createIndexer()) {
      int widthPx = image.rgb().cols();
      int[] rgb = new int[1 + widthPx * image.rgb().rows()];
      rgb[0] = widthPx;
      for (int i = 0; i < rgb.length - 1; i++) {
        int x = i % widthPx;
        int y = i / widthPx;
        rgb[i + 1] = indexer.get(y, x, 0) << 16 | indexer.get(y, x, 1) << 8 | indexer.get(y, x, 2);
      }
      return rgb;
    }
  }

  /** What comes of a file: its size as {@code 48x32}, or the name of the failure code. */
  public static String outcome(byte[] content) {
    try (DecodedImage image = decode(content)) {
      return size(image);
    } catch (ImageException e) {
      return e.code().name();
    }
  }

  public static FailureCode failure(byte[] content) {
    return exception(content).code();
  }

  public static ImageException exception(byte[] content) {
    try (DecodedImage image = decode(content)) {
      throw new AssertionError("decoded to " + size(image));
    } catch (ImageException e) {
      return e;
    }
  }

  public static String size(DecodedImage image) {
    return image.rgb().cols() + "x" + image.rgb().rows();
  }

  public static Color pixel(DecodedImage image, int x, int y) {
    try (UByteIndexer indexer = image.rgb().createIndexer()) {
      return new Color(indexer.get(y, x, 0), indexer.get(y, x, 1), indexer.get(y, x, 2));
    }
  }

  /** The colors in the middle of the quarters: top left, top right, bottom left, bottom right. */
  public static Color[] quarters(DecodedImage image) {
    int right = image.rgb().cols();
    int bottom = image.rgb().rows();
    return new Color[] {
      pixel(image, right / 4, bottom / 4),
      pixel(image, right * 3 / 4, bottom / 4),
      pixel(image, right / 4, bottom * 3 / 4),
      pixel(image, right * 3 / 4, bottom * 3 / 4),
    };
  }
}
