// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import io.github.maskbeam.geo.Crs;
import io.github.maskbeam.geo.GeoSettings;
import io.github.maskbeam.geo.GeoSettings.Place;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import java.util.Optional;

/** The options {@code --georeference} and {@code --crs}. */
final class GeoreferenceOption {
  private GeoreferenceOption() {}

  /**
   * Parses the values.
   *
   * @throws UsageException if the place is unknown, or the CRS is no code of EPSG or without effect
   */
  static GeoSettings parse(String placeText, Optional<String> crsText) throws UsageException {
    Place place = Choice.of(Place.class, "georeference", placeText);
    if (!crsText.isPresent()) {
      return GeoSettings.of(place, Optional.empty());
    }
    Optional<Crs> crs = Crs.parse(crsText.get());
    if (!crs.isPresent()) {
      throw new UsageException(
          ProblemCode.OPTION_VALUE_INVALID,
          String.format(
              "--crs=%s is no code of a coordinate reference system; use one of EPSG, as in"
                  + " --crs=EPSG:32633.",
              crsText.get()));
    }
    if (place == Place.NONE) {
      throw new UsageException(
          ProblemCode.OPTION_VALUE_INVALID,
          String.format(
              "--crs=%s has no effect with --georeference=none; omit one of them.", crsText.get()));
    }
    return GeoSettings.of(place, crs);
  }
}
