// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.geo;

import com.google.auto.value.AutoValue;

/** A position in degrees of WGS 84. */
@AutoValue
public abstract class LonLat {
  private static final double CIRCLE = 360;

  /** A position whose longitude may be that of another turn around the globe. */
  static LonLat of(double lon, double lat) {
    return new AutoValue_LonLat(
        lon >= -CIRCLE / 2 && lon <= CIRCLE / 2 ? lon : Math.IEEEremainder(lon, CIRCLE), lat);
  }

  /** The longitude, -180 to 180. */
  public abstract double lon();

  /** The latitude, -90 to 90. */
  public abstract double lat();
}
