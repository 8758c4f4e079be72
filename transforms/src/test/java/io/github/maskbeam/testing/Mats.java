// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.testing;

import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** Mats in memory as the decoder gives them: 8-bit red, green, blue. */
public final class Mats {
  public static final int RED = 0xff0000;
  public static final int GREEN = 0x00ff00;
  public static final int BLUE = 0x0000ff;

  /** The color of one pixel, 0xRRGGBB. */
  public interface Colors {
    int at(int x, int y);
  }

  /** A picture; the caller closes it. */
  public static Mat of(int widthPx, int heightPx, Colors colors) {
    byte[] pixels = new byte[3 * widthPx * heightPx];
    for (int i = 0; i < widthPx * heightPx; i++) {
      int color = colors.at(i % widthPx, i / widthPx);
      pixels[3 * i] = (byte) (color >> 16);
      pixels[3 * i + 1] = (byte) (color >> 8);
      pixels[3 * i + 2] = (byte) color;
    }
    Mat picture = new Mat(heightPx, widthPx, opencv_core.CV_8UC3);
    picture.data().put(pixels);
    return picture;
  }

  /** A picture of one color. */
  public static Mat uniform(int widthPx, int heightPx, int color) {
    return of(widthPx, heightPx, (x, y) -> color);
  }

  private Mats() {}
}
