// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

/** The coordinates of exported polygons: the option {@code --coordinates}. */
public enum Coordinates {
  /** Pixels from the top left corner of the image, x to the right and y down. */
  PIXEL,
  /** The CRS of the image. */
  MAP,
  /** Longitude and latitude of WGS 84, as RFC 7946 wants it. */
  LONLAT
}
