// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.mask;

/**
 * The positions of the pixels along one axis of a mask, relative to the points of the model's grid.
 *
 * <p>Uses half-pixel centers and repeats the border, like bilinear resizing in OpenCV and PIL: the
 * position of pixel i is {@code start + (i + 0.5) * length / pixels - 0.5}. The border is that of
 * the region, so points in the border of a letterbox do not affect the mask.
 */
final class Axis {
  /** The grid point at or before each pixel. */
  final int[] low;

  /** The grid point after each pixel, or the region's last one. */
  final int[] high;

  /** The distance of each pixel from {@link #low} towards {@link #high}, 0 to 1. */
  final double[] weight;

  private Axis(int pixels) {
    low = new int[pixels];
    high = new int[pixels];
    weight = new double[pixels];
  }

  /**
   * Distributes pixels evenly over a region of the axis. A point belongs to the region if its
   * center does.
   *
   * @param pixels the number of pixels
   * @param start the start of the region, in points
   * @param length the length of the region, in points
   * @param points the number of points of the axis
   */
  static Axis of(int pixels, double start, double length, int points) {
    Axis axis = new Axis(pixels);
    double scale = length / pixels;
    int first = (int) Math.ceil(start - 0.5);
    int last = (int) Math.floor(start + length - 0.5);
    if (first > last) {
      // The region is between the centers of two points: use the point that contains it.
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

  /** The first pixel after {@code pixel} with other neighboring points. */
  int runEnd(int pixel) {
    int end = pixel + 1;
    while (end < low.length && low[end] == low[pixel]) {
      end++;
    }
    return end;
  }
}
