// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.geo;

/**
 * The ellipsoid of WGS 84. GRS 80, that of ETRS89, NAD83 and other datums, differs from it by 0.1
 * mm.
 */
final class Wgs84 {
  /** The equatorial radius in m. */
  static final double RADIUS_M = 6378137;

  private static final double FLATTENING = 1 / 298.257223563;

  /** The third flattening. */
  static final double N = FLATTENING / (2 - FLATTENING);

  private static final double SQUARED_ECCENTRICITY = FLATTENING * (2 - FLATTENING);
  private static final double ECCENTRICITY = Math.sqrt(SQUARED_ECCENTRICITY);
  private static final double POLAR_RADIUS_M = RADIUS_M * (1 - FLATTENING);

  // From the conformal to the geodetic latitude (Krueger 1912, to the fourth power of N).
  private static final double[] TO_GEODETIC = {
    N * (2 + N * (-2.0 / 3 + N * (-2 + N * 116 / 45))),
    N * N * (7.0 / 3 + N * (-8.0 / 5 - N * 227 / 45)),
    N * N * N * (56.0 / 15 - N * 136 / 35),
    N * N * N * N * 4279 / 630
  };

  private Wgs84() {}

  /** The geodetic latitude of a conformal latitude, both in radians; exact to 0.1 mm. */
  static double geodeticLatitude(double conformalLatitude) {
    double latitude = conformalLatitude;
    for (int i = 0; i < TO_GEODETIC.length; i++) {
      latitude += TO_GEODETIC[i] * Math.sin(2 * (i + 1) * conformalLatitude);
    }
    return latitude;
  }

  /**
   * The area between two parallels and two meridians, in square meters.
   *
   * @param latitude in degrees
   * @param otherLatitude in degrees
   * @param longitudes the degrees between the meridians
   */
  static double areaM2(double latitude, double otherLatitude, double longitudes) {
    return Math.abs(
        POLAR_RADIUS_M
            * POLAR_RADIUS_M
            / 2
            * Math.toRadians(longitudes)
            * (zone(latitude) - zone(otherLatitude)));
  }

  /** The integral of the closed form of the area from the equator to a parallel. */
  private static double zone(double latitude) {
    double sine = Math.sin(Math.toRadians(Math.max(-90, Math.min(90, latitude))));
    double scaled = ECCENTRICITY * sine;
    return sine / (1 - scaled * scaled)
        + Math.log((1 + scaled) / (1 - scaled)) / (2 * ECCENTRICITY);
  }
}
