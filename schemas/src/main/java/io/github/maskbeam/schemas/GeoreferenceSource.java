// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.schemas;

/** Where the position of an image comes from: the column {@code georeference}. */
public enum GeoreferenceSource {
  /** The fields of a GeoTIFF. */
  GEOTIFF,
  /** A world file beside the image. */
  WORLD_FILE,
  /** The GPS fields of EXIF: a point, of which the camera says that it is its own position. */
  GPS
}
