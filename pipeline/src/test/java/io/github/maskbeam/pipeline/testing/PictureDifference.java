// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.testing;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** How much two pictures differ where they differ most. */
public final class PictureDifference {
  private static final int BLOCK_PX = 16;

  private PictureDifference() {}

  /**
   * The largest mean difference of any block of 16 x 16 pixels, in levels of 0 to 255: what JPEG
   * encoders do differently is small in all blocks, a letter that is another is large in one.
   *
   * @return 255 if the pictures are of different sizes
   */
  public static double ofFiles(byte[] first, byte[] second) throws IOException {
    return of(
        ImageIO.read(new ByteArrayInputStream(first)),
        ImageIO.read(new ByteArrayInputStream(second)));
  }

  private static double of(BufferedImage first, BufferedImage second) {
    if (first.getWidth() != second.getWidth() || first.getHeight() != second.getHeight()) {
      return 255;
    }
    double largest = 0;
    for (int y = 0; y < first.getHeight(); y += BLOCK_PX) {
      for (int x = 0; x < first.getWidth(); x += BLOCK_PX) {
        int widthPx = Math.min(BLOCK_PX, first.getWidth() - x);
        int heightPx = Math.min(BLOCK_PX, first.getHeight() - y);
        int[] ours = first.getRGB(x, y, widthPx, heightPx, null, 0, widthPx);
        int[] theirs = second.getRGB(x, y, widthPx, heightPx, null, 0, widthPx);
        largest = Math.max(largest, meanDifference(ours, theirs));
      }
    }
    return largest;
  }

  private static double meanDifference(int[] first, int[] second) {
    long sum = 0;
    for (int i = 0; i < first.length; i++) {
      for (int shift = 16; shift >= 0; shift -= 8) {
        sum += Math.abs((first[i] >> shift & 0xff) - (second[i] >> shift & 0xff));
      }
    }
    return sum / (3.0 * first.length);
  }
}
