// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.geo;

import java.util.Optional;
import java.util.Set;

/**
 * The coordinate reference systems whose projection is known, by EPSG code: those whose datum is
 * WGS 84 or differs from it by less than 2 m.
 *
 * <p>This is a list of our own and not the EPSG dataset, whose terms forbid distribution for
 * profit.
 */
final class KnownProjections {
  // WGS 84 in two and three dimensions, ETRS89, NAD83, GDA94, GDA2020, NZGD2000, SIRGAS 2000,
  // JGD2000,
  // JGD2011, CGCS2000.
  private static final Set<Integer> GEOGRAPHIC =
      Set.of(4326, 4979, 4258, 4269, 4283, 7844, 4167, 4674, 4612, 6668, 4490);

  private static final int WEB_MERCATOR = 3857;
  private static final int WEB_MERCATOR_BEFORE_2009 = 3785;
  private static final int WORLD_MERCATOR = 3395;
  private static final int SWEREF99_TM = 3006;
  private static final int ETRS_TM35FIN = 3067;
  private static final int NZTM = 2193;
  private static final int POLAND_CS92 = 2180;

  private KnownProjections() {}

  static Optional<Projection> of(int epsg) {
    if (GEOGRAPHIC.contains(epsg)) {
      return Optional.of(new Geographic());
    }
    switch (epsg) {
      case WEB_MERCATOR:
      case WEB_MERCATOR_BEFORE_2009:
        return Optional.of(new Mercator(Mercator.Figure.SPHERE));
      case WORLD_MERCATOR:
        return Optional.of(new Mercator(Mercator.Figure.ELLIPSOID));
      case SWEREF99_TM:
        return Optional.of(TransverseMercator.north(33));
      case ETRS_TM35FIN:
        return Optional.of(TransverseMercator.north(35));
      case NZTM:
        return Optional.of(TransverseMercator.of(173, 0.9996, 1_600_000, 10_000_000));
      case POLAND_CS92:
        return Optional.of(TransverseMercator.of(19, 0.9993, 500_000, -5_300_000));
      default:
        return zone(epsg);
    }
  }

  private static Optional<Projection> zone(int epsg) {
    if (isFrom(32601, 60, epsg)) { // WGS 84
      return Optional.of(TransverseMercator.north(epsg - 32600));
    }
    if (isFrom(32701, 60, epsg)) { // WGS 84
      return Optional.of(TransverseMercator.south(epsg - 32700));
    }
    if (isFrom(25828, 11, epsg)) { // ETRS89
      return Optional.of(TransverseMercator.north(epsg - 25800));
    }
    if (isFrom(26901, 23, epsg)) { // NAD83
      return Optional.of(TransverseMercator.north(epsg - 26900));
    }
    if (isFrom(28348, 11, epsg)) { // GDA94
      return Optional.of(TransverseMercator.south(epsg - 28300));
    }
    if (isFrom(7846, 14, epsg)) { // GDA2020
      return Optional.of(TransverseMercator.south(epsg - 7800));
    }
    if (isFrom(31965, 12, epsg)) { // SIRGAS 2000
      return Optional.of(TransverseMercator.north(epsg - 31954));
    }
    if (isFrom(31977, 9, epsg)) { // SIRGAS 2000
      return Optional.of(TransverseMercator.south(epsg - 31960));
    }
    if (isFrom(2176, 4, epsg)) { // Poland CS2000, zones 5 to 8
      int zone = epsg - 2171;
      return Optional.of(TransverseMercator.of(3 * zone, 0.999923, zone * 1e6 + 500_000, 0));
    }
    return Optional.empty();
  }

  private static boolean isFrom(int first, int count, int epsg) {
    return epsg >= first && epsg < first + count;
  }
}
