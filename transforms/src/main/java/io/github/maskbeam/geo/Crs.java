// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.geo;

import com.google.auto.value.AutoValue;
import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A coordinate reference system with an EPSG code. Immutable. */
@AutoValue
public abstract class Crs implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The highest code of EPSG in a GeoTIFF; the next one means that the CRS has no code. */
  static final int MAX_CODE = 32766;

  private static final int MIN_CODE = 1024;
  private static final Pattern TEXT = Pattern.compile("EPSG:(\\d{4,5})");

  /** A CRS of which nothing but its code is known. */
  public static Crs of(int epsg) {
    return new AutoValue_Crs(epsg, 0);
  }

  /** Parses {@code EPSG:n}; empty if the text is something else. */
  public static Optional<Crs> parse(String text) {
    Matcher matcher = TEXT.matcher(text.toUpperCase(Locale.ROOT));
    return matcher.matches()
        ? Optional.of(Integer.parseInt(matcher.group(1))).filter(Crs::isCode).map(Crs::of)
        : Optional.empty();
  }

  static boolean isCode(int epsg) {
    return epsg >= MIN_CODE && epsg <= MAX_CODE;
  }

  /** The same CRS, whose linear unit is known from elsewhere. */
  Crs withUnit(double metersPerUnit) {
    return new AutoValue_Crs(epsg(), metersPerUnit);
  }

  abstract int epsg();

  abstract double givenMetersPerUnit();

  /** The projection, if it is known. */
  Optional<Projection> projection() {
    return KnownProjections.of(epsg());
  }

  /** The position of a point; empty if the projection is not known, or does not reach it. */
  public final Optional<LonLat> lonLat(double x, double y) {
    return projection()
        .map(known -> LonLat.of(known.longitude(x, y), known.latitude(x, y)))
        .filter(position -> Double.isFinite(position.lon()) && Double.isFinite(position.lat()));
  }

  /** The linear unit of a projected CRS in meters, if it is known. */
  OptionalDouble metersPerUnit() {
    if (projection().isPresent()) {
      return OptionalDouble.of(1);
    }
    return givenMetersPerUnit() > 0
        ? OptionalDouble.of(givenMetersPerUnit())
        : OptionalDouble.empty();
  }

  /** The CRS as {@code EPSG:n}. */
  @Override
  public final String toString() {
    return "EPSG:" + epsg();
  }
}
