// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.geo;

/**
 * Mercator's projection on the equator, in meters. Its areas are too large by 1/cos^2(latitude).
 */
final class Mercator implements Projection {
  /** What the latitude is computed on. */
  enum Figure {
    /** As in Web Mercator: the latitude of WGS 84, projected as if on a sphere. */
    SPHERE,
    /** As in World Mercator. */
    ELLIPSOID
  }

  private final Figure figure;

  Mercator(Figure figure) {
    this.figure = figure;
  }

  @Override
  public double longitude(double x, double y) {
    return Math.toDegrees(x / Wgs84.RADIUS_M);
  }

  @Override
  public double latitude(double x, double y) {
    double latitude = Math.atan(Math.sinh(y / Wgs84.RADIUS_M));
    return Math.toDegrees(figure == Figure.SPHERE ? latitude : Wgs84.geodeticLatitude(latitude));
  }

  @Override
  public Areas areas() {
    return Areas.BY_LATITUDE;
  }
}
