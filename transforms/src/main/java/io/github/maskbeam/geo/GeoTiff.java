// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.geo;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.exif.TiffDirectory;
import io.github.maskbeam.schemas.GeoreferenceNote;
import java.util.Optional;

/**
 * The georeference in the fields of a TIFF (OGC 19-008r4). A tiepoint with a scale is preferred to
 * a transformation matrix, as in GDAL; heights are ignored.
 */
final class GeoTiff {
  private static final int TIEPOINT_VALUES = 6;
  private static final int MATRIX_VALUES = 16;

  private final GeoKeys keys;
  private Optional<GeoTransform> transform = Optional.empty();
  private Optional<GeoreferenceNote> note = Optional.empty();

  private GeoTiff(GeoKeys keys) {
    this.keys = keys;
  }

  /** Reads the fields; never fails, because a broken georeference does not fail an image. */
  static GeoTiff read(TiffDirectory directory) {
    GeoTiff geoTiff = new GeoTiff(GeoKeys.read(directory));
    try {
      geoTiff.readTransform(directory);
    } catch (ImageException e) {
      geoTiff.note = Optional.of(GeoreferenceNote.TRANSFORM_INVALID);
    }
    return geoTiff;
  }

  private void readTransform(TiffDirectory directory) throws ImageException {
    boolean hasScale = directory.has(TiffDirectory.MODEL_PIXEL_SCALE);
    boolean hasTiepoint = directory.has(TiffDirectory.MODEL_TIEPOINT);
    if (hasScale && hasTiepoint) {
      accept(scaled(directory));
    } else if (directory.has(TiffDirectory.MODEL_TRANSFORMATION)) {
      accept(matrix(directory));
    } else if (hasTiepoint && directory.count(TiffDirectory.MODEL_TIEPOINT) > TIEPOINT_VALUES) {
      note = Optional.of(GeoreferenceNote.CONTROL_POINTS);
    } else if (hasScale || hasTiepoint || directory.has(TiffDirectory.GEO_KEY_DIRECTORY)) {
      note = Optional.of(GeoreferenceNote.TRANSFORM_MISSING);
    }
  }

  private void accept(Optional<GeoTransform> found) {
    transform = keys.isPoint() ? found.map(GeoTransform::withCenterAtCorner) : found;
    if (!found.isPresent()) {
      note = Optional.of(GeoreferenceNote.TRANSFORM_INVALID);
    }
  }

  private static Optional<GeoTransform> scaled(TiffDirectory directory) throws ImageException {
    double scaleX = directory.real(TiffDirectory.MODEL_PIXEL_SCALE, 0);
    double scaleY = directory.real(TiffDirectory.MODEL_PIXEL_SCALE, 1);
    double[] tiepoint = new double[TIEPOINT_VALUES];
    for (int i = 0; i < TIEPOINT_VALUES; i++) {
      tiepoint[i] = directory.real(TiffDirectory.MODEL_TIEPOINT, i);
    }
    // Of a negative scale, GDAL ignores the sign, and the standard does not.
    return scaleX > 0 && scaleY > 0
        ? GeoTransform.of(
            tiepoint[3] - tiepoint[0] * scaleX,
            scaleX,
            0,
            tiepoint[4] + tiepoint[1] * scaleY,
            0,
            -scaleY)
        : Optional.empty();
  }

  private static Optional<GeoTransform> matrix(TiffDirectory directory) throws ImageException {
    if (directory.count(TiffDirectory.MODEL_TRANSFORMATION) != MATRIX_VALUES) {
      return Optional.empty();
    }
    int[] order = {3, 0, 1, 7, 4, 5};
    double[] coefficients = new double[order.length];
    for (int i = 0; i < order.length; i++) {
      coefficients[i] = directory.real(TiffDirectory.MODEL_TRANSFORMATION, order[i]);
    }
    return GeoTransform.of(coefficients);
  }

  Optional<GeoTransform> transform() {
    return transform;
  }

  Optional<Crs> crs() {
    return keys.crs();
  }

  /** Why there is no CRS. */
  Optional<GeoreferenceNote> crsNote() {
    return keys.note();
  }

  /** Why there is no transform, if there should be one. */
  Optional<GeoreferenceNote> transformNote() {
    return note;
  }
}
