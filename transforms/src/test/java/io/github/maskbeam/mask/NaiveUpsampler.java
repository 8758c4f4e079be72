// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.mask;

/** The definition, word for word: interpolate every class at every pixel, then take the argmax. */
final class NaiveUpsampler {
  private NaiveUpsampler() {}

  static Mask upsample(ScoreGrid grid, GridRegion region, int widthPx, int heightPx) {
    byte[] mask = new byte[widthPx * heightPx];
    for (int y = 0; y < heightPx; y++) {
      double v =
          clamp(region.top() + (y + 0.5) * (region.height() / heightPx) - 0.5, grid.height());
      int y0 = (int) v;
      int y1 = Math.min(y0 + 1, grid.height() - 1);
      double down = v - y0;
      for (int x = 0; x < widthPx; x++) {
        double u =
            clamp(region.left() + (x + 0.5) * (region.width() / widthPx) - 0.5, grid.width());
        int x0 = (int) u;
        int x1 = Math.min(x0 + 1, grid.width() - 1);
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
        mask[y * widthPx + x] = (byte) best;
      }
    }
    return Mask.of(widthPx, heightPx, mask);
  }

  private static double clamp(double position, int points) {
    return Math.max(0, Math.min(points - 1, position));
  }

  private static double score(ScoreGrid grid, int x, int y, int k) {
    return grid.scores()[grid.offset(x, y) + k];
  }
}
