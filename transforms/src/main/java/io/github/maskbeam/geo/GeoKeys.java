// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.geo;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.exif.TiffDirectory;
import io.github.maskbeam.schemas.GeoreferenceNote;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The keys of a GeoTIFF that are numbers (OGC 19-008r4, chapter 7). */
final class GeoKeys {
  private static final int MODEL_TYPE = 1024;
  private static final int RASTER_TYPE = 1025;
  private static final int GEODETIC_CRS = 2048;
  private static final int PROJECTED_CRS = 3072;
  private static final int LINEAR_UNIT = 3076;

  private static final int PROJECTED = 1;
  private static final int GEOGRAPHIC = 2;
  private static final int USER_DEFINED = 32767;
  private static final int POINT = 2;
  private static final int METER = 9001;

  private static final int VALUES_PER_KEY = 4;

  private final Map<Integer, Integer> values = new HashMap<>();
  private Optional<Crs> crs = Optional.empty();
  private Optional<GeoreferenceNote> note = Optional.empty();

  private GeoKeys() {}

  /** Reads the keys of a directory; no keys is no error. */
  static GeoKeys read(TiffDirectory directory) {
    GeoKeys keys = new GeoKeys();
    try {
      if (!keys.readValues(directory)) {
        keys.values.clear();
        keys.note = Optional.of(GeoreferenceNote.KEYS_INVALID);
        return keys;
      }
    } catch (ImageException e) {
      keys.values.clear();
      keys.note = Optional.of(GeoreferenceNote.KEYS_INVALID);
      return keys;
    }
    keys.findCrs();
    return keys;
  }

  private boolean readValues(TiffDirectory directory) throws ImageException {
    int tag = TiffDirectory.GEO_KEY_DIRECTORY;
    if (!directory.has(tag)) {
      return true;
    }
    long count = directory.count(tag);
    long keys = directory.value(tag, 3, -1);
    boolean isValid =
        directory.bytesOfType(tag) == Short.BYTES
            && directory.value(tag, 0, 0) == 1
            && keys >= 0
            && count >= VALUES_PER_KEY * (keys + 1);
    for (long key = 1; isValid && key <= keys; key++) {
      int id = (int) directory.value(tag, VALUES_PER_KEY * key, 0);
      boolean isInline = directory.value(tag, VALUES_PER_KEY * key + 1, 0) == 0;
      int value = (int) directory.value(tag, VALUES_PER_KEY * key + 3, 0);
      if (isInline) {
        Integer other = values.putIfAbsent(id, value);
        isValid = other == null || other == value;
      } else if (id == MODEL_TYPE || id == GEODETIC_CRS || id == PROJECTED_CRS) {
        isValid = false;
      }
    }
    return isValid;
  }

  private void findCrs() {
    int model = values.getOrDefault(MODEL_TYPE, 0);
    switch (model) {
      case PROJECTED:
        setCrs(PROJECTED_CRS);
        break;
      case GEOGRAPHIC:
        setCrs(GEODETIC_CRS);
        break;
      case USER_DEFINED:
        note = Optional.of(GeoreferenceNote.CRS_USER_DEFINED);
        break;
      case 0:
        boolean hasCrs = values.containsKey(PROJECTED_CRS) || values.containsKey(GEODETIC_CRS);
        note =
            Optional.of(hasCrs ? GeoreferenceNote.KEYS_CONTRADICT : GeoreferenceNote.CRS_MISSING);
        break;
      default:
        note = Optional.of(GeoreferenceNote.CRS_UNSUPPORTED);
    }
  }

  private void setCrs(int key) {
    int code = values.getOrDefault(key, 0);
    if (code == 0) {
      note = Optional.of(GeoreferenceNote.CRS_MISSING);
    } else if (code == USER_DEFINED) {
      note = Optional.of(GeoreferenceNote.CRS_USER_DEFINED);
    } else if (!Crs.isCode(code)) {
      note = Optional.of(GeoreferenceNote.CRS_UNSUPPORTED);
    } else {
      setCrs(key, Crs.of(code));
    }
  }

  private void setCrs(int key, Crs coded) {
    if (key == GEODETIC_CRS) {
      boolean isProjected =
          coded.projection().map(known -> !(known instanceof Geographic)).orElse(false);
      if (isProjected) {
        note = Optional.of(GeoreferenceNote.KEYS_CONTRADICT);
      } else {
        crs = Optional.of(coded);
      }
      return;
    }
    int unit = values.getOrDefault(LINEAR_UNIT, 0);
    boolean isKnown = coded.projection().isPresent();
    if (isKnown
        && (coded.projection().get() instanceof Geographic || (unit != 0 && unit != METER))) {
      note = Optional.of(GeoreferenceNote.KEYS_CONTRADICT);
      return;
    }
    crs = Optional.of(isKnown ? coded : coded.withUnit(meters(unit)));
  }

  /** The length of a linear unit; 0 if it is not known. */
  private static double meters(int unit) {
    switch (unit) {
      case METER:
        return 1;
      case 9002: // international foot
        return 0.3048;
      case 9003: // US survey foot
        return 1200.0 / 3937;
      case 9036: // kilometer
        return 1000;
      default:
        return 0;
    }
  }

  /** Whether the coordinates of pixels are those of their centers. */
  boolean isPoint() {
    return values.getOrDefault(RASTER_TYPE, 0) == POINT;
  }

  Optional<Crs> crs() {
    return crs;
  }

  /** Why there is no CRS. */
  Optional<GeoreferenceNote> note() {
    return note;
  }
}
