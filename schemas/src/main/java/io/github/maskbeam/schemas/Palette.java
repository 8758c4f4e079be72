// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.schemas;

/**
 * The color of each class id in masks and overlays: the color map of Pascal VOC, which annotation
 * tools and viewers expect.
 *
 * <p>Source: {@code VOClabelcolormap.m} of the VOC development kit. The bits of the class id,
 * lowest first, go in turn to red, green and blue, filling each from its highest bit.
 */
public final class Palette {
  /** Number of entries in the palette of a PNG. */
  public static final int SIZE = 256;

  private Palette() {}

  /** The color of a class id, 0 to 65535, as {@code 0xRRGGBB}; different for each. */
  public static int rgb(int classId) {
    int red = 0;
    int green = 0;
    int blue = 0;
    int id = classId;
    for (int bit = 7; bit >= 0; bit--) {
      red |= (id & 1) << bit;
      green |= (id >> 1 & 1) << bit;
      blue |= (id >> 2 & 1) << bit;
      id >>= 3;
    }
    return red << 16 | green << 8 | blue;
  }

  /** The class id below 256 whose color is {@code 0xRRGGBB}, or -1 if there is none. */
  public static int classId(int rgb) {
    int id = 0;
    for (int bit = 0; bit < 3; bit++) {
      id |= (rgb >> (23 - bit) & 1) << (3 * bit);
      id |= (rgb >> (15 - bit) & 1) << (3 * bit + 1);
      id |= (rgb >> (7 - bit) & 1) << (3 * bit + 2);
    }
    id &= SIZE - 1;
    return rgb(id) == rgb ? id : -1;
  }

  /** The colors of a PNG's PLTE chunk: three bytes (red, green, blue) per entry. */
  public static byte[] rgbBytes() {
    byte[] bytes = new byte[3 * SIZE];
    for (int id = 0; id < SIZE; id++) {
      int rgb = rgb(id);
      bytes[3 * id] = (byte) (rgb >> 16);
      bytes[3 * id + 1] = (byte) (rgb >> 8);
      bytes[3 * id + 2] = (byte) rgb;
    }
    return bytes;
  }
}
