// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.export;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.maskbeam.geo.Crs;
import io.github.maskbeam.geo.GeoTransform;
import io.github.maskbeam.geo.LonLat;
import io.github.maskbeam.pipeline.options.Coordinates;
import io.github.maskbeam.schemas.ImageRow;
import java.io.IOException;
import java.util.Optional;

/**
 * The positions of the pixels of an image, with a precision of a thousandth of a pixel. Immutable.
 */
final class Positions {
  private static final double CIRCLE = 360;
  private static final int DIGITS_PER_PIXEL = 3;

  private final Optional<GeoTransform> transform;

  /** The CRS whose coordinates become longitudes and latitudes, if they do. */
  private final Optional<Crs> projected;

  private final double firstLon;

  /** Numbers are multiples of a power of ten, of which this many make a unit. */
  private final double numbersPerUnit;

  private Positions(
      Optional<GeoTransform> transform,
      Optional<Crs> projected,
      double firstLon,
      double numbersPerUnit) {
    this.transform = transform;
    this.projected = projected;
    this.firstLon = firstLon;
    this.numbersPerUnit = numbersPerUnit;
  }

  /**
   * The positions of an image. Empty if the image has no georeference, or its CRS is one whose
   * longitudes and latitudes are not known.
   */
  static Optional<Positions> of(ImageRow image, Coordinates coordinates) {
    if (coordinates == Coordinates.PIXEL) {
      return Optional.of(new Positions(Optional.empty(), Optional.empty(), 0, 1));
    }
    Optional<Crs> crs = Optional.ofNullable(image.getCrs()).flatMap(Crs::parse);
    Optional<GeoTransform> transform =
        Optional.ofNullable(image.getGeoTransform()).flatMap(GeoTransform::of);
    if (crs.isEmpty() || transform.isEmpty()) {
      return Optional.empty();
    }
    Optional<Crs> projected = crs.filter(known -> coordinates == Coordinates.LONLAT);
    double firstLon = new Positions(transform, projected, 0, 1).at(0, 0)[0];
    Positions exact = new Positions(transform, projected, firstLon, 1);
    for (int column : new int[] {0, image.getWidthPx()}) {
      for (int row : new int[] {0, image.getHeightPx()}) {
        if (Double.isNaN(exact.at(column, row)[0])) {
          return Optional.empty();
        }
      }
    }
    double pixel = Math.min(exact.step(1, 0), exact.step(0, 1));
    int digits = DIGITS_PER_PIXEL - (int) Math.floor(Math.log10(pixel));
    return Optional.of(new Positions(transform, projected, firstLon, Math.pow(10, digits)));
  }

  /** The larger of the distances in both axes between the first corner of the image and a point. */
  private double step(int column, int row) {
    double[] first = at(0, 0);
    double[] next = at(column, row);
    return Math.max(Math.abs(next[0] - first[0]), Math.abs(next[1] - first[1]));
  }

  /** Whether the outline of a region has the other direction here than in pixels. */
  boolean areMirrored() {
    return transform.isPresent() && transform.get().isMirrored();
  }

  /** Writes the numbers of a position. */
  void write(int column, int row, JsonGenerator json) throws IOException {
    if (transform.isEmpty()) {
      json.writeNumber(column);
      json.writeNumber(row);
    } else {
      double[] position = at(column, row);
      json.writeNumber(rounded(position[0]));
      json.writeNumber(rounded(position[1]));
    }
  }

  /**
   * Writes the bounds of an outline {@code x0, y0, x1, y1, ...}: least x and y, greatest x and y.
   */
  void writeBounds(int[] outline, JsonGenerator json) throws IOException {
    double[] bounds = {
      Double.POSITIVE_INFINITY,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.NEGATIVE_INFINITY
    };
    for (int i = 0; i < outline.length; i += 2) {
      double[] position = at(outline[i], outline[i + 1]);
      for (int axis = 0; axis < 2; axis++) {
        bounds[axis] = Math.min(bounds[axis], position[axis]);
        bounds[axis + 2] = Math.max(bounds[axis + 2], position[axis]);
      }
    }
    json.writeStartArray();
    for (double bound : bounds) {
      if (transform.isEmpty()) {
        json.writeNumber((int) bound);
      } else {
        json.writeNumber(rounded(bound));
      }
    }
    json.writeEndArray();
  }

  private double rounded(double value) {
    return Math.round(value * numbersPerUnit) / numbersPerUnit;
  }

  /** NaN where the projection does not reach. */
  private double[] at(int column, int row) {
    if (transform.isEmpty()) {
      return new double[] {column, row};
    }
    double x = transform.get().x(column, row);
    double y = transform.get().y(column, row);
    return projected.isPresent() ? lonLat(x, y) : new double[] {x, y};
  }

  /** Longitudes go on beyond 180 degrees, so that an image on that meridian is not torn. */
  private double[] lonLat(double x, double y) {
    Optional<LonLat> position = projected.get().lonLat(x, y);
    if (position.isEmpty()) {
      return new double[] {Double.NaN, Double.NaN};
    }
    double turns = Math.rint((position.get().lon() - firstLon) / CIRCLE);
    return new double[] {position.get().lon() - CIRCLE * turns, position.get().lat()};
  }
}
