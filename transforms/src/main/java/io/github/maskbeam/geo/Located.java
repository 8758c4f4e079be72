// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.geo;

import io.github.maskbeam.geo.Projection.Areas;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.schemas.GeoreferenceNote;
import io.github.maskbeam.schemas.GeoreferenceSource;
import java.util.Optional;

/** Computes center and areas of an image from its transform and CRS. */
final class Located {
  /** Longitudes may continue beyond 180, as in images across the antimeridian. */
  private static final double MAX_LONGITUDE = 540;

  private final GeoTransform transform;
  private final int widthPx;
  private final int heightPx;
  private final Georeference.Builder located;

  private Located(GeoreferenceSource source, GeoTransform inFile, ImageHeader header) {
    this.transform =
        inFile.oriented(header.orientation(), header.codedWidthPx(), header.codedHeightPx());
    this.widthPx = header.widthPx();
    this.heightPx = header.heightPx();
    this.located = Georeference.builder().setSource(source).setTransform(transform);
  }

  /**
   * The georeference of an image.
   *
   * @param inFile the transform of the pixels as the file has them, before the orientation is
   *     applied
   * @param crsNote why the CRS is missing
   */
  static Georeference of(
      GeoreferenceSource source,
      GeoTransform inFile,
      Optional<Crs> crs,
      Optional<GeoreferenceNote> crsNote,
      ImageHeader header) {
    Located image = new Located(source, inFile, header);
    image.located.setCrs(crs);
    if (crs.isPresent()) {
      image.measure(crs.get());
    } else {
      image.located.setNote(crsNote.orElse(GeoreferenceNote.CRS_MISSING));
    }
    return image.located.build();
  }

  private void measure(Crs crs) {
    if (!crs.projection().isPresent()) {
      located.setNote(
          crs.metersPerUnit().isPresent()
              ? GeoreferenceNote.PROJECTION_UNKNOWN
              : GeoreferenceNote.UNIT_UNKNOWN);
      crs.metersPerUnit().ifPresent(this::measurePlane);
      return;
    }
    Projection projection = crs.projection().get();
    if (!isWithin(projection)) {
      located.setNote(GeoreferenceNote.POSITION_OUT_OF_RANGE);
      return;
    }
    double x = transform.x(widthPx / 2.0, heightPx / 2.0);
    double y = transform.y(widthPx / 2.0, heightPx / 2.0);
    located.setCenter(LonLat.of(projection.longitude(x, y), projection.latitude(x, y)));
    if (projection.areas() == Areas.PLANAR) {
      measurePlane(1);
    } else if (transform.isUpright()) {
      located.setAreas(PixelAreas.byRow(rows(projection)));
    } else {
      located.setNote(GeoreferenceNote.ROTATED);
    }
  }

  private void measurePlane(double metersPerUnit) {
    located.setAreas(PixelAreas.equal(transform.pixelArea() * metersPerUnit * metersPerUnit));
  }

  private boolean isWithin(Projection projection) {
    for (int corner = 0; corner < 4; corner++) {
      double column = corner % 2 * widthPx;
      double row = corner / 2 * heightPx;
      double x = transform.x(column, row);
      double y = transform.y(column, row);
      // False for NaN, too.
      if (!(Math.abs(projection.longitude(x, y)) <= MAX_LONGITUDE
          && Math.abs(projection.latitude(x, y)) <= 90)) {
        return false;
      }
    }
    return true;
  }

  /** The exact area of a pixel in each row, on the ellipsoid. */
  private double[] rows(Projection projection) {
    double longitudes =
        Math.abs(projection.longitude(transform.columnStep(), 0) - projection.longitude(0, 0));
    double[] areas = new double[heightPx];
    double above = projection.latitude(0, transform.y(0, 0));
    for (int row = 0; row < heightPx; row++) {
      double below = projection.latitude(0, transform.y(0, row + 1));
      areas[row] = Wgs84.areaM2(above, below, longitudes);
      above = below;
    }
    return areas;
  }
}
