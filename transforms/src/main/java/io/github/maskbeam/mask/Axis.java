// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.mask;

/**
 * How the pixels along one axis of a mask fall between the points of the model's grid.
 *
 * <p>Pixel centers are aligned as OpenCV's and PIL's bilinear resizing have it (half-pixel centers,
 * the border repeated): pixel i lies at {@code start + (i + 0.5) * length / pixels - 0.5}. The
 * border is that of the region: points that show a letterbox's margin have no say in the image.
 */
final class Axis {
  /** The grid point at or before each pixel. */
  final int[] low;

  /** The grid point after each pixel, or the region's last one. */
  final int[] high;

  /** How far each pixel is from {@link #low} towards {@link #high}, 0 to 1. */
  final double[] weight;

  private Axis(int pixels) {
    low = new int[pixels];
    high = new int[pixels];
    weight = new double[pixels];
  }

  /**
   * Spreads pixels evenly over {@code length} grid points from {@code start}, of {@code points}.
   *
   * <p>A point belongs to the region if its center lies in it.
   */
  static Axis of(int pixels, double start, double length, int points) {
    Axis axis = new Axis(pixels);
    double scale = length / pixels;
    int first = (int) Math.ceil(start - 0.5);
    int last = (int) Math.floor(start + length - 0.5);
    if (first > last) {
      // A region thinner than a point, and between two: the point that it lies in.
      first = Math.min(points - 1, (int) (start + length / 2));
      last = first;
    }
    for (int i = 0; i < pixels; i++) {
      double position = start + (i + 0.5) * scale - 0.5;
      double clamped = Math.max(first, Math.min(last, position));
      axis.low[i] = (int) clamped;
      axis.high[i] = Math.min(axis.low[i] + 1, last);
      axis.weight[i] = clamped - axis.low[i];
    }
    return axis;
  }

  /** The grid point nearest to each pixel. */
  int nearest(int pixel) {
    return weight[pixel] < 0.5 ? low[pixel] : high[pixel];
  }

  /** The first pixel after {@code pixel} that has other neighbors. */
  int runEnd(int pixel) {
    int end = pixel + 1;
    while (end < low.length && low[end] == low[pixel]) {
      end++;
    }
    return end;
  }
}
