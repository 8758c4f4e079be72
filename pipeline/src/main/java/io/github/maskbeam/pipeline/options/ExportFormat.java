// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

/** A format that {@code export} writes: the option {@code --as}. */
public enum ExportFormat {
  /** Polygons as GeoJSON (RFC 7946). */
  GEOJSON
}
