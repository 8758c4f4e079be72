// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.geo;

/** Longitude and latitude in degrees. */
final class Geographic implements Projection {
  /** Grids of points have centers at the poles, and so pixels that extend beyond them. */
  private static final double MAX_LATITUDE = 91;

  @Override
  public double longitude(double x, double y) {
    return x;
  }

  @Override
  public double latitude(double x, double y) {
    return Math.abs(y) <= MAX_LATITUDE ? Math.max(-90, Math.min(90, y)) : Double.NaN;
  }

  @Override
  public Areas areas() {
    return Areas.BY_LATITUDE;
  }
}
