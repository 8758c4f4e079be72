// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.geo;

/** How the coordinates of a CRS are those of WGS 84. Stateless and thread-safe. */
interface Projection {
  /** The longitude of a point, in degrees; NaN outside of the area of the projection. */
  double longitude(double x, double y);

  /** The latitude of a point, in degrees; NaN outside of the area of the projection. */
  double latitude(double x, double y);

  /** How areas are computed. */
  Areas areas();

  /** Kinds of projections by how areas are computed. */
  enum Areas {
    /** The map keeps areas well enough that those in its plane are used. */
    PLANAR,
    /** Meridians are parallel to the y axis and parallels to the x axis; the map distorts areas. */
    BY_LATITUDE
  }
}
