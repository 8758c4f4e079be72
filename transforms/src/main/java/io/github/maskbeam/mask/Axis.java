// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.mask;

import java.util.stream.IntStream;

/**
 * The positions of the pixels along one axis of a mask, relative to the points of the model's grid.
 *
 * <p>Uses half-pixel centers and repeats the border, like bilinear resizing in OpenCV and PIL: the
 * position of pixel i is {@code start + (i + 0.5) * length / pixels - 0.5}. The border is that of
 * the region, so points in the border of a letterbox do not affect the mask.
 */
public final class Axis {
  /** The grid point at or before each pixel. */
  final int[] low;

  /** The grid point after each pixel, or the region's last one. */
  final int[] high;

  /** The first pixel of each cell: pixels of a cell are between the same points. */
  final int[] cells;

  /** The distance of each pixel from {@link #low} towards {@link #high}, 0 to 1. */
  final double[] weight;

  private Axis(int[] low, int[] high, double[] weight) {
    this.low = low;
    this.high = high;
    this.weight = weight;
    this.cells =
        IntStream.range(0, low.length)
            .filter(pixel -> pixel == 0 || low[pixel] != low[pixel - 1])
            .toArray();
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
  public static Axis of(int pixels, double start, double length, int points) {
    int[] low = new int[pixels];
    int[] high = new int[pixels];
    double[] weight = new double[pixels];
    double scale = length / pixels;
    int first = Math.max(0, (int) Math.ceil(start - 0.5));
    int last = Math.min(points - 1, (int) Math.floor(start + length - 0.5));
    if (first > last) {
      // The region is between the centers of two points: use the point that contains it.
      first = Math.min(points - 1, (int) (start + length / 2));
      last = first;
    }
    for (int i = 0; i < pixels; i++) {
      double position = start + (i + 0.5) * scale - 0.5;
      double clamped = Math.max(first, Math.min(last, position));
      low[i] = (int) clamped;
      high[i] = Math.min(low[i] + 1, last);
      weight[i] = clamped - low[i];
    }
    return new Axis(low, high, weight);
  }

  /** The number of pixels. */
  public int pixels() {
    return low.length;
  }

  /** The grid point at or before a pixel. */
  public int low(int pixel) {
    return low[pixel];
  }

  /** The grid point after a pixel, or the region's last one. */
  public int high(int pixel) {
    return high[pixel];
  }

  /** The distance of a pixel from {@link #low(int)} towards {@link #high(int)}, 0 to 1. */
  public double weight(int pixel) {
    return weight[pixel];
  }

  /** The grid point nearest to each pixel. */
  int nearest(int pixel) {
    return weight[pixel] < 0.5 ? low[pixel] : high[pixel];
  }

  /** The pixel after the last one of a cell. */
  int cellEnd(int cell) {
    return cell + 1 < cells.length ? cells[cell + 1] : low.length;
  }
}
