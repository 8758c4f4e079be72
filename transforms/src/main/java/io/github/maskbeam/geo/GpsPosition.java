// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.geo;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.exif.TiffDirectory;
import io.github.maskbeam.schemas.GeoreferenceNote;
import io.github.maskbeam.schemas.GeoreferenceSource;
import java.util.Locale;
import java.util.Optional;

/** The position in the GPS directory of EXIF 2.3: that of the camera. */
final class GpsPosition {
  private static final int LATITUDE_REF = 1;
  private static final int LATITUDE = 2;
  private static final int LONGITUDE_REF = 3;
  private static final int LONGITUDE = 4;
  private static final int STATUS = 9;
  private static final int DATUM = 18;

  private static final String NO_FIX = "V";

  private GpsPosition() {}

  /** The position; none if the directory has none, and a note if it is of no use. */
  static Georeference read(TiffDirectory exif) {
    try {
      Optional<TiffDirectory> gps = exif.child(TiffDirectory.GPS_DIRECTORY);
      return gps.isPresent() ? position(gps.get()) : Georeference.none();
    } catch (ImageException e) {
      return Georeference.noted(GeoreferenceNote.GPS_INVALID);
    }
  }

  private static Georeference position(TiffDirectory gps) throws ImageException {
    if (!gps.has(LATITUDE) && !gps.has(LONGITUDE)) {
      return Georeference.none();
    }
    if (gps.text(STATUS).equalsIgnoreCase(NO_FIX)) {
      return Georeference.noted(GeoreferenceNote.GPS_NO_FIX);
    }
    String datum = gps.text(DATUM).toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    if (!datum.isEmpty() && !datum.equals("WGS84")) {
      return Georeference.noted(GeoreferenceNote.GPS_DATUM_UNSUPPORTED);
    }
    double lat = degrees(gps, LATITUDE) * sign(gps.text(LATITUDE_REF), "N", "S");
    double lon = degrees(gps, LONGITUDE) * sign(gps.text(LONGITUDE_REF), "E", "W");
    // False for NaN, too.
    return Math.abs(lat) <= 90 && Math.abs(lon) <= 180
        ? Georeference.builder()
            .setSource(GeoreferenceSource.GPS)
            .setCenter(LonLat.of(lon + 0.0, lat + 0.0))
            .build()
        : Georeference.noted(GeoreferenceNote.GPS_INVALID);
  }

  /** Degrees, minutes and seconds; NaN if one is missing. */
  private static double degrees(TiffDirectory gps, int tag) throws ImageException {
    return gps.real(tag, 0) + gps.real(tag, 1) / 60 + gps.real(tag, 2) / 3600;
  }

  private static double sign(String ref, String positive, String negative) {
    if (ref.equalsIgnoreCase(positive)) {
      return 1;
    }
    return ref.equalsIgnoreCase(negative) ? -1 : Double.NaN;
  }
}
