// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.geo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An affine map from pixels to the coordinates of a CRS: x = c[0] + c[1] * column + c[2] * row and
 * y = c[3] + c[4] * column + c[5] * row, with the coefficients in GDAL's order. The outer corner of
 * the first pixel is at column 0 and row 0, its center at 0.5. Immutable; always invertible.
 */
public final class GeoTransform {
  private static final int COEFFICIENTS = 6;

  /** Far beyond any map, so that coordinates of pixels are finite, too. */
  private static final double MAX_COEFFICIENT = 1e15;

  private final double[] c;

  private GeoTransform(double[] c) {
    this.c = c;
  }

  /** Empty if a coefficient is not a number of at most 1e15, or all pixels are on a line. */
  public static Optional<GeoTransform> of(double... coefficients) {
    if (coefficients.length != COEFFICIENTS) {
      throw new IllegalArgumentException(
          coefficients.length + " coefficients; there must be " + COEFFICIENTS);
    }
    GeoTransform transform = new GeoTransform(coefficients.clone());
    // False for NaN, too.
    boolean isFinite =
        Arrays.stream(coefficients).allMatch(value -> Math.abs(value) <= MAX_COEFFICIENT);
    double area = transform.pixelArea();
    return isFinite && area > 0 && Double.isFinite(area)
        ? Optional.of(transform)
        : Optional.empty();
  }

  /** Empty like {@link #of(double...)}. */
  public static Optional<GeoTransform> of(List<Double> coefficients) {
    return of(coefficients.stream().mapToDouble(Double::doubleValue).toArray());
  }

  public double x(double column, double row) {
    return c[0] + c[1] * column + c[2] * row;
  }

  public double y(double column, double row) {
    return c[3] + c[4] * column + c[5] * row;
  }

  /** The area of a pixel in square units of the CRS. */
  public double pixelArea() {
    return Math.abs(c[1] * c[5] - c[2] * c[4]);
  }

  /**
   * Whether x and y turn the other way than columns and rows, as they do on maps with north up:
   * their y axis points up, and rows go down.
   */
  public boolean isMirrored() {
    return c[1] * c[5] - c[2] * c[4] < 0;
  }

  /** The units in x from one column to the next. */
  double columnStep() {
    return Math.abs(c[1]);
  }

  /** Whether columns are parallel to the y axis and rows to the x axis. */
  boolean isUpright() {
    return c[2] == 0 && c[4] == 0;
  }

  /** The transform of an image whose first pixel's center is where its corner was. */
  GeoTransform withCenterAtCorner() {
    double[] moved = c.clone();
    moved[0] = x(-0.5, -0.5);
    moved[3] = y(-0.5, -0.5);
    return new GeoTransform(moved);
  }

  /**
   * The transform of the upright image, whose pixels are those of the file after an EXIF
   * orientation was applied.
   *
   * @param orientation 1 to 8
   * @param codedWidthPx the width in the file
   * @param codedHeightPx the height in the file
   */
  GeoTransform oriented(int orientation, int codedWidthPx, int codedHeightPx) {
    boolean isTransposed = orientation >= 5;
    // Whether the upright image's first pixel is in the last column or row of the file.
    boolean fromRight =
        orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    boolean fromBottom =
        orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    double column = fromRight ? codedWidthPx : 0;
    double row = fromBottom ? codedHeightPx : 0;
    double byColumn = fromRight ? -1 : 1;
    double byRow = fromBottom ? -1 : 1;
    return new GeoTransform(
        new double[] {
          x(column, row),
          isTransposed ? byRow * c[2] : byColumn * c[1],
          isTransposed ? byColumn * c[1] : byRow * c[2],
          y(column, row),
          isTransposed ? byRow * c[5] : byColumn * c[4],
          isTransposed ? byColumn * c[4] : byRow * c[5]
        });
  }

  /** The coefficients in GDAL's order. */
  public List<Double> coefficients() {
    List<Double> coefficients = new ArrayList<>();
    for (double coefficient : c) {
      // No negative zero, which only confuses readers.
      coefficients.add(coefficient + 0.0);
    }
    return coefficients;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GeoTransform
        && coefficients().equals(((GeoTransform) other).coefficients());
  }

  @Override
  public int hashCode() {
    return coefficients().hashCode();
  }

  @Override
  public String toString() {
    return coefficients().toString();
  }
}
