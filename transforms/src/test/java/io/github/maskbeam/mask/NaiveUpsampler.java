// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.mask;

import java.util.stream.IntStream;

/**
 * A direct implementation of the definition: interpolates every class at every pixel between the
 * points of the region, and takes the argmax.
 */
final class NaiveUpsampler {
  private NaiveUpsampler() {}

  static Mask upsample(ScoreGrid grid, GridRegion region, int widthPx, int heightPx) {
    int bytes = grid.classes() > 255 ? 2 : 1;
    byte[] mask = new byte[bytes * widthPx * heightPx];
    int[] rows = pointsInside(region.top(), region.height(), grid.height());
    int[] columns = pointsInside(region.left(), region.width(), grid.width());
    for (int y = 0; y < heightPx; y++) {
      double v = region.top() + (y + 0.5) * (region.height() / heightPx) - 0.5;
      v = Math.max(rows[0], Math.min(rows[1], v));
      int y0 = (int) v;
      int y1 = Math.min(y0 + 1, rows[1]);
      double down = v - y0;
      for (int x = 0; x < widthPx; x++) {
        double u = region.left() + (x + 0.5) * (region.width() / widthPx) - 0.5;
        u = Math.max(columns[0], Math.min(columns[1], u));
        int x0 = (int) u;
        int x1 = Math.min(x0 + 1, columns[1]);
        double across = u - x0;
        int best = 0;
        double bestScore = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < grid.classes(); k++) {
          double left = score(grid, x0, y0, k) * (1 - down) + score(grid, x0, y1, k) * down;
          double right = score(grid, x1, y0, k) * (1 - down) + score(grid, x1, y1, k) * down;
          double score = left * (1 - across) + right * across;
          if (score > bestScore) {
            bestScore = score;
            best = k;
          }
        }
        int last = bytes * (y * widthPx + x) + bytes - 1;
        mask[last] = (byte) best;
        if (bytes == 2) {
          mask[last - 1] = (byte) (best >> 8);
        }
      }
    }
    return Mask.of(widthPx, heightPx, 8 * bytes, mask);
  }

  /** The first and the last point whose center is in the region. */
  private static int[] pointsInside(double start, double length, int points) {
    int[] inside =
        IntStream.range(0, points)
            .filter(point -> point + 0.5 >= start && point + 0.5 <= start + length)
            .toArray();
    return new int[] {inside[0], inside[inside.length - 1]};
  }

  private static double score(ScoreGrid grid, int x, int y, int k) {
    return grid.score(grid.offset(x, y) + k);
  }
}
