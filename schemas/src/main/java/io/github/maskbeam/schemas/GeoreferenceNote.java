// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.schemas;

/**
 * Why a column about the position of an image is null, or what it means: the column {@code
 * georeference_note}. New values may be added; existing values keep their meaning.
 */
public enum GeoreferenceNote {
  /** The GeoKeys are damaged, so the CRS is not known. */
  KEYS_INVALID,
  /** The GeoKeys contradict each other, so the CRS is not known. */
  KEYS_CONTRADICT,
  /** There is no CRS. {@code --crs} gives one. */
  CRS_MISSING,
  /** The CRS has no EPSG code, but parameters of its own, which are not read. */
  CRS_USER_DEFINED,
  /** The CRS is geocentric, or its code is none of EPSG. */
  CRS_UNSUPPORTED,
  /** There are GeoKeys, but neither a tiepoint with a scale nor a transformation. */
  TRANSFORM_MISSING,
  /** There are only ground control points, and a transformation is not fitted to them. */
  CONTROL_POINTS,
  /** The transformation is damaged or not finite, maps all pixels to a line, or is ambiguous. */
  TRANSFORM_INVALID,
  /** The image is outside of the area for which its CRS is defined. */
  POSITION_OUT_OF_RANGE,
  /** The projection of the CRS is not known: no lon and lat, and areas are planar. */
  PROJECTION_UNKNOWN,
  /** Projection and linear unit of the CRS are not known: no lon, no lat and no areas. */
  UNIT_UNKNOWN,
  /** The image is not parallel to the meridians of a geographic or Mercator CRS: no areas. */
  ROTATED,
  /** {@code --georeference=worldfile} found no world file. */
  WORLD_FILE_MISSING,
  /** The world file exists, but could not be read. */
  WORLD_FILE_UNREADABLE,
  /** The world file does not consist of six finite numbers, or maps all pixels to a line. */
  WORLD_FILE_INVALID,
  /** The GPS fields are damaged, incomplete or out of range. */
  GPS_INVALID,
  /** The GPS receiver had no fix (GPSStatus is V). */
  GPS_NO_FIX,
  /** The GPS position has another datum than WGS 84. */
  GPS_DATUM_UNSUPPORTED
}
