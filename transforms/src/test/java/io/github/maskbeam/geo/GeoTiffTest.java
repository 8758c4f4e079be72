// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.geo;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.github.maskbeam.image.ByteView;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageFormat;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.image.exif.TiffDirectory;
import io.github.maskbeam.schemas.GeoreferenceNote;
import io.github.maskbeam.schemas.GeoreferenceSource;
import io.github.maskbeam.testing.TiffFields;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeoTiffTest {
  private static final int SCALE = TiffDirectory.MODEL_PIXEL_SCALE;
  private static final int TIEPOINT = TiffDirectory.MODEL_TIEPOINT;
  private static final int MATRIX = TiffDirectory.MODEL_TRANSFORMATION;
  private static final int KEYS = TiffDirectory.GEO_KEY_DIRECTORY;

  @Test
  void readsTiepointAndScale() throws ImageException {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      GeoTiff read =
          GeoTiff.read(
              new TiffFields(order)
                  .doubles(SCALE, 2, 3, 0)
                  .doubles(TIEPOINT, 10, 20, 0, 500_000, 4_000_000, 0)
                  .shorts(KEYS, keys(1024, 1, 3072, 32633))
                  .read());
      assertThat(read.transform(), is(GeoTransform.of(499_980, 2, 0, 4_000_060, 0, -3)));
      assertThat(read.crs(), is(Optional.of(Crs.of(32633))));
    }
  }

  @Test
  void centersOfPixelsAreMoved() throws ImageException {
    GeoTiff read = GeoTiff.read(fields().shorts(KEYS, keys(1024, 2, 2048, 4326, 1025, 2)).read());
    assertThat(read.transform(), is(GeoTransform.of(99, 2, 0, 51, 0, -2)));
  }

  @Test
  void readsAMatrix() throws ImageException {
    double[] matrix = {2, 1, 0, 100, 1, -2, 0, 50, 0, 0, 0, 0, 0, 0, 0, 1};
    GeoTiff read =
        GeoTiff.read(new TiffFields(ByteOrder.BIG_ENDIAN).doubles(MATRIX, matrix).read());
    assertThat(read.transform(), is(GeoTransform.of(100, 2, 1, 50, 1, -2)));
    assertThat(read.crsNote(), is(Optional.of(GeoreferenceNote.CRS_MISSING)));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "1, 0",
    "NaN, 1",
    "1, NaN",
    "-1, 1",
    "1, -1",
    "Infinity, 1",
    "1e-300, 1e-300"
  })
  void invalidScales(double x, double y) throws ImageException {
    GeoTiff read =
        GeoTiff.read(
            new TiffFields(ByteOrder.LITTLE_ENDIAN)
                .doubles(SCALE, x, y, 0)
                .doubles(TIEPOINT, 0, 0, 0, 1, 2, 0)
                .read());
    assertThat(read.transform(), is(Optional.empty()));
    assertThat(read.transformNote(), is(Optional.of(GeoreferenceNote.TRANSFORM_INVALID)));
  }

  @Test
  void invalidTransforms() throws ImageException {
    assertNote(little().doubles(TIEPOINT, 0, 0, 0, 1, 2, 0), GeoreferenceNote.TRANSFORM_MISSING);
    assertNote(little().doubles(SCALE, 1, 1, 0), GeoreferenceNote.TRANSFORM_MISSING);
    assertNote(little().shorts(KEYS, keys(1024, 1)), GeoreferenceNote.TRANSFORM_MISSING);
    assertNote(little().doubles(TIEPOINT, new double[24]), GeoreferenceNote.CONTROL_POINTS);
    assertNote(little().doubles(MATRIX, new double[16]), GeoreferenceNote.TRANSFORM_INVALID);
    assertNote(little().doubles(MATRIX, 1, 0, 0, 0), GeoreferenceNote.TRANSFORM_INVALID);
    // Three values instead of six, and text in place of numbers.
    assertNote(
        little().doubles(SCALE, 1, 1, 0).doubles(TIEPOINT, 0, 0, 0),
        GeoreferenceNote.TRANSFORM_INVALID);
    assertNote(
        little().text(SCALE, "2 m").doubles(TIEPOINT, 0, 0, 0, Double.NaN, 2, 0),
        GeoreferenceNote.TRANSFORM_INVALID);
    assertThat(GeoTiff.read(little().read()).transformNote(), is(Optional.empty()));
  }

  @Test
  void invalidKeys() throws ImageException {
    assertCrsNote(GeoreferenceNote.KEYS_INVALID, 1, 1);
    assertCrsNote(GeoreferenceNote.KEYS_INVALID, 2, 1, 0, 1, 1024, 0, 1, 2);
    // More keys than values, keys without a value of their own, and one with two values.
    assertCrsNote(GeoreferenceNote.KEYS_INVALID, 1, 1, 0, 2, 1024, 0, 1, 2);
    assertCrsNote(GeoreferenceNote.KEYS_INVALID, 1, 1, 0, 1, 3072, 34736, 1, 0);
    assertCrsNote(GeoreferenceNote.KEYS_INVALID, keys(1024, 1, 1024, 2));
    assertThat(
        GeoTiff.read(fields().doubles(KEYS, 1, 1, 0, 0).read()).crsNote(),
        is(Optional.of(GeoreferenceNote.KEYS_INVALID)));
    assertThat(GeoTiff.read(truncated()).crsNote(), is(Optional.of(GeoreferenceNote.KEYS_INVALID)));
  }

  @Test
  void otherSystems() throws ImageException {
    assertCrsNote(GeoreferenceNote.CRS_MISSING, keys());
    assertCrsNote(GeoreferenceNote.CRS_MISSING, keys(1024, 1));
    assertCrsNote(GeoreferenceNote.CRS_MISSING, keys(1024, 2, 2048, 0));
    assertCrsNote(GeoreferenceNote.CRS_USER_DEFINED, keys(1024, 1, 3072, 32767));
    assertCrsNote(GeoreferenceNote.CRS_USER_DEFINED, keys(1024, 2, 2048, 32767));
    assertCrsNote(GeoreferenceNote.CRS_USER_DEFINED, keys(1024, 32767));
    assertCrsNote(GeoreferenceNote.CRS_UNSUPPORTED, keys(1024, 3, 2048, 4978));
    assertCrsNote(GeoreferenceNote.CRS_UNSUPPORTED, keys(1024, 1, 3072, 54_009));
    assertCrsNote(GeoreferenceNote.CRS_UNSUPPORTED, keys(1024, 1, 3072, 7));
    assertCrsNote(GeoreferenceNote.KEYS_CONTRADICT, keys(3072, 32633));
    assertCrsNote(GeoreferenceNote.KEYS_CONTRADICT, keys(1024, 1, 3072, 4326));
    assertCrsNote(GeoreferenceNote.KEYS_CONTRADICT, keys(1024, 2, 2048, 32633));
    // UTM in feet is not the system of this code.
    assertCrsNote(GeoreferenceNote.KEYS_CONTRADICT, keys(1024, 1, 3072, 32633, 3076, 9003));
  }

  @ParameterizedTest
  @CsvSource({
    // scale, code, unit, area of a pixel in m2, note
    "2, 32633, 9001, 4,",
    "2, 32633, 0, 4,",
    "2, 2154, 9001, 4, PROJECTION_UNKNOWN",
    "2, 2263, 9003, 0.371613646, PROJECTION_UNKNOWN",
    "2, 2222, 9002, 0.37161216, PROJECTION_UNKNOWN",
    "2, 2154, 9999, , UNIT_UNKNOWN",
    "2, 2154, 0, , UNIT_UNKNOWN"
  })
  void planarAreas(double scale, int code, int unit, Double areaM2, GeoreferenceNote note)
      throws ImageException {
    Georeference located =
        locate(
            new TiffFields(ByteOrder.LITTLE_ENDIAN)
                .doubles(SCALE, scale, scale, 0)
                .doubles(TIEPOINT, 0, 0, 0, 500_000, 4_000_000, 0)
                .shorts(KEYS, keys(1024, 1, 3072, code, 3076, unit)));
    assertThat(
        located.areas().map(areas -> Math.round(areas.meanM2() * 1e9) / 1e9),
        is(Optional.ofNullable(areaM2)));
    assertThat(located.note(), is(Optional.ofNullable(note)));
    assertThat(located.center().isPresent(), is(note == null));
  }

  @ParameterizedTest
  @CsvSource({
    // code, x, y, scale, note
    "4326, 13, 95, 0.1, POSITION_OUT_OF_RANGE",
    "4326, 500000, 4000000, 10, POSITION_OUT_OF_RANGE",
    "4326, 179.9, 10, 0.1,",
    "4326, 13, 90.05, 0.1,",
    "4267, 13, 45, 0.1, UNIT_UNKNOWN",
    "32633, 13, 45, 0.1,",
    "32633, 5000000, 4000000, 10, POSITION_OUT_OF_RANGE",
    "32633, 500000, 14000000, 10, POSITION_OUT_OF_RANGE",
    "3857, 90000000, 0, 10, POSITION_OUT_OF_RANGE"
  })
  void positions(int code, double x, double y, double scale, GeoreferenceNote note)
      throws ImageException {
    boolean isProjected = code > 4999 || code == 3857;
    Georeference located =
        locate(
            new TiffFields(ByteOrder.LITTLE_ENDIAN)
                .doubles(SCALE, scale, scale, 0)
                .doubles(TIEPOINT, 0, 0, 0, x, y, 0)
                .shorts(KEYS, keys(1024, isProjected ? 1 : 2, isProjected ? 3072 : 2048, code)));
    assertThat(located.note(), is(Optional.ofNullable(note)));
    assertThat(located.center().isPresent(), is(note == null));
    assertThat(located.areas().isPresent(), is(note == null));
    assertThat(located.crs(), is(Optional.of(Crs.of(code))));
    assertThat(located.source(), is(Optional.of(GeoreferenceSource.GEOTIFF)));
  }

  /** Rows that are no parallels have pixels of different areas. */
  @Test
  void rotatedImages() throws ImageException {
    double[] matrix = {2, 1, 0, 10, 1, -2, 0, 50, 0, 0, 0, 0, 0, 0, 0, 1};
    Georeference geographic =
        locate(little().doubles(MATRIX, matrix).shorts(KEYS, keys(1024, 2, 2048, 4326)));
    assertThat(geographic.note(), is(Optional.of(GeoreferenceNote.ROTATED)));
    assertThat(geographic.areas().isPresent(), is(false));
    assertThat(geographic.center().isPresent(), is(true));
    matrix[3] = 500_000;
    Georeference planar =
        locate(little().doubles(MATRIX, matrix).shorts(KEYS, keys(1024, 1, 3072, 32633)));
    assertThat(planar.areas().orElseThrow().meanM2(), is(5.0));
    assertThat(planar.note(), is(Optional.empty()));
  }

  /** Whatever bytes are changed, reading ends with a transform or without one. */
  @Test
  void damagedFieldsAreNotesAtMost() throws ImageException {
    byte[] whole = fields().shorts(KEYS, keys(1024, 1, 3072, 32633, 3076, 9001)).build();
    ImageHeader header = ImageHeader.of(ImageFormat.TIFF, 4, 3, 1);
    Random random = new Random(11);
    int located = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = whole.clone();
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        damaged[8 + random.nextInt(damaged.length - 8)] = (byte) random.nextInt(256);
      }
      int length = random.nextInt(10) == 0 ? random.nextInt(whole.length) : whole.length;
      Georeference read =
          new GeoreferenceReader(GeoSettings.embedded())
              .read(Arrays.copyOf(damaged, length), header, Optional::empty);
      if (read.transform().isPresent()) {
        located++;
        read.transform()
            .get()
            .coefficients()
            .forEach(c -> assertThat(Double.isFinite(c), is(true)));
        read.center().ifPresent(at -> assertThat(Math.abs(at.lat()) <= 90, is(true)));
        read.areas().ifPresent(areas -> assertThat(areas.meanM2() > 0, is(true)));
      }
    }
    assertThat(located, is(both(greaterThan(5_000)).and(lessThan(20_000))));
  }

  private static Georeference locate(TiffFields fields) throws ImageException {
    GeoTiff read = GeoTiff.read(fields.read());
    return Located.of(
        GeoreferenceSource.GEOTIFF,
        read.transform().orElseThrow(),
        read.crs(),
        read.crsNote(),
        ImageHeader.of(ImageFormat.TIFF, 4, 3, 1));
  }

  private static void assertNote(TiffFields fields, GeoreferenceNote note) throws ImageException {
    GeoTiff read = GeoTiff.read(fields.read());
    assertThat(read.transform(), is(Optional.empty()));
    assertThat(read.transformNote(), is(Optional.of(note)));
  }

  /** A broken CRS leaves the transform. */
  private static void assertCrsNote(GeoreferenceNote note, int... keys) throws ImageException {
    GeoTiff read = GeoTiff.read(fields().shorts(KEYS, keys).read());
    assertThat(read.crs(), is(Optional.empty()));
    assertThat(read.crsNote(), is(Optional.of(note)));
    assertThat(read.transform().isPresent(), is(true));
  }

  /** Keys whose values are beyond the end of the file. */
  private static TiffDirectory truncated() throws ImageException {
    byte[] whole = fields().shorts(KEYS, keys(1024, 2, 2048, 4326)).build();
    return TiffDirectory.readFirst(new ByteView(Arrays.copyOf(whole, whole.length - 4)));
  }

  private static TiffFields little() {
    return new TiffFields(ByteOrder.LITTLE_ENDIAN);
  }

  private static TiffFields fields() {
    return little().doubles(SCALE, 2, 2, 0).doubles(TIEPOINT, 0, 0, 0, 100, 50, 0);
  }

  /** A key directory of ids with their values. */
  private static int[] keys(int... idsAndValues) {
    int[] keys = new int[4 + 2 * idsAndValues.length];
    keys[0] = 1;
    keys[1] = 1;
    keys[3] = idsAndValues.length / 2;
    for (int i = 0; i < idsAndValues.length; i += 2) {
      keys[4 + 2 * i] = idsAndValues[i];
      keys[4 + 2 * i + 2] = 1;
      keys[4 + 2 * i + 3] = idsAndValues[i + 1];
    }
    return keys;
  }
}
