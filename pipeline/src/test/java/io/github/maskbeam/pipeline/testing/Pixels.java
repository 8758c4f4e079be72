// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.testing;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Set;
import java.util.TreeSet;

/** Pixels of pictures, as colors without alpha. */
public final class Pixels {
  private Pixels() {}

  /** A picture scaled to this size. */
  public static BufferedImage scaled(BufferedImage picture, int widthPx, int heightPx) {
    BufferedImage scaled = new BufferedImage(widthPx, heightPx, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = scaled.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(picture, 0, 0, widthPx, heightPx, null);
    graphics.dispose();
    return scaled;
  }

  /** A picture turned clockwise by a quarter. */
  public static BufferedImage turned(BufferedImage picture) {
    BufferedImage turned =
        new BufferedImage(picture.getHeight(), picture.getWidth(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        turned.setRGB(picture.getHeight() - 1 - y, x, picture.getRGB(x, y));
      }
    }
    return turned;
  }

  /** A gray picture in RGB, as browsers show it: Java would assume that gray is linear. */
  public static BufferedImage grays(BufferedImage gray) {
    BufferedImage rgb =
        new BufferedImage(gray.getWidth(), gray.getHeight(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < gray.getHeight(); y++) {
      for (int x = 0; x < gray.getWidth(); x++) {
        rgb.setRGB(x, y, 0x010101 * gray.getRaster().getSample(x, y, 0));
      }
    }
    return rgb;
  }

  /** The different colors of a picture. */
  public static Set<Integer> colors(BufferedImage picture) {
    Set<Integer> colors = new TreeSet<>();
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        colors.add(picture.getRGB(x, y) & 0xffffff);
      }
    }
    return colors;
  }

  /** The largest difference of a channel between two pictures of the same size, 0 to 255. */
  public static int largestDifference(BufferedImage first, BufferedImage second) {
    int largest = 0;
    for (int y = 0; y < first.getHeight(); y++) {
      for (int x = 0; x < first.getWidth(); x++) {
        largest = Math.max(largest, largestChannel(first.getRGB(x, y), second.getRGB(x, y)));
      }
    }
    return largest;
  }

  /** The mean difference of the channels of two pictures of the same size, 0 to 255. */
  public static double meanDifference(BufferedImage first, BufferedImage second) {
    long sum = 0;
    for (int y = 0; y < first.getHeight(); y++) {
      for (int x = 0; x < first.getWidth(); x++) {
        for (int shift = 0; shift < 24; shift += Byte.SIZE) {
          sum += channel(first.getRGB(x, y), second.getRGB(x, y), shift);
        }
      }
    }
    return sum / (3.0 * first.getWidth() * first.getHeight());
  }

  private static int largestChannel(int first, int second) {
    return Math.max(
        channel(first, second, 0), Math.max(channel(first, second, 8), channel(first, second, 16)));
  }

  private static int channel(int first, int second, int shift) {
    return Math.abs((first >> shift & 0xff) - (second >> shift & 0xff));
  }
}
