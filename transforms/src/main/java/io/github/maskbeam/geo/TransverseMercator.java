// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.geo;

/**
 * Transverse Mercator, as in UTM, in meters. Areas in the plane of UTM are 0.08 % too small at the
 * central meridian and at most 0.2 % too large at the border of a zone.
 *
 * <p>Source: L. Krueger, Konforme Abbildung des Erdellipsoids in der Ebene, 1912.
 */
final class TransverseMercator implements Projection {
  private static final double UTM_SCALE = 0.9996;
  private static final double FALSE_EASTING_M = 500_000;
  private static final double FALSE_NORTHING_M = 10_000_000;

  /**
   * Some 9 degrees at the equator, where areas are 2.4 % too large: national grids extend zones.
   */
  private static final double MAX_FROM_MERIDIAN_M = 1_000_000;

  private static final double N = Wgs84.N;

  /** The radius of a circle as long as a meridian. */
  private static final double RADIUS_M =
      Wgs84.RADIUS_M / (1 + N) * (1 + N * N / 4 + N * N * N * N / 64);

  private static final double[] COEFFICIENTS = {
    N * (1.0 / 2 + N * (-2.0 / 3 + N * (37.0 / 96 - N / 360))),
    N * N * (1.0 / 48 + N * (1.0 / 15 - N * 437 / 1440)),
    N * N * N * (17.0 / 480 - N * 37 / 840),
    N * N * N * N * 4397 / 161280
  };

  private final double centralMeridian;
  private final double radiusM;
  private final double falseEastingM;
  private final double falseNorthingM;

  private TransverseMercator(
      double centralMeridian, double scale, double falseEastingM, double falseNorthingM) {
    this.centralMeridian = centralMeridian;
    this.radiusM = scale * RADIUS_M;
    this.falseEastingM = falseEastingM;
    this.falseNorthingM = falseNorthingM;
  }

  /**
   * A projection with coordinates from the equator.
   *
   * @param centralMeridian in degrees
   */
  static TransverseMercator of(
      double centralMeridian, double scale, double falseEastingM, double falseNorthingM) {
    return new TransverseMercator(centralMeridian, scale, falseEastingM, falseNorthingM);
  }

  /** The northern part of a zone of UTM, 1 to 60. */
  static TransverseMercator north(int zone) {
    return of(6 * zone - 183, UTM_SCALE, FALSE_EASTING_M, 0);
  }

  /** The southern part of a zone of UTM, 1 to 60. */
  static TransverseMercator south(int zone) {
    return of(6 * zone - 183, UTM_SCALE, FALSE_EASTING_M, FALSE_NORTHING_M);
  }

  @Override
  public double longitude(double x, double y) {
    double[] point = onSphere(x, y);
    return centralMeridian + Math.toDegrees(Math.atan2(Math.sinh(point[1]), Math.cos(point[0])));
  }

  @Override
  public double latitude(double x, double y) {
    double[] point = onSphere(x, y);
    double conformal = Math.asin(Math.sin(point[0]) / Math.cosh(point[1]));
    return Math.toDegrees(Wgs84.geodeticLatitude(conformal));
  }

  /** Northing and easting on the sphere of conformal latitudes, in radii. */
  private double[] onSphere(double x, double y) {
    double northing = (y - falseNorthingM) / radiusM;
    double easting = (x - falseEastingM) / radiusM;
    if (Math.abs(x - falseEastingM) > MAX_FROM_MERIDIAN_M || Math.abs(northing) > Math.PI / 2) {
      return new double[] {Double.NaN, Double.NaN};
    }
    double[] point = {northing, easting};
    for (int i = 0; i < COEFFICIENTS.length; i++) {
      double factor = 2 * (i + 1);
      point[0] -= COEFFICIENTS[i] * Math.sin(factor * northing) * Math.cosh(factor * easting);
      point[1] -= COEFFICIENTS[i] * Math.cos(factor * northing) * Math.sinh(factor * easting);
    }
    return point;
  }

  @Override
  public Areas areas() {
    return Areas.PLANAR;
  }
}
