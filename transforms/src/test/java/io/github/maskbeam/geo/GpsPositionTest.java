// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.geo;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.exif.TiffDirectory;
import io.github.maskbeam.schemas.GeoreferenceNote;
import io.github.maskbeam.schemas.GeoreferenceSource;
import io.github.maskbeam.testing.TiffFields;
import java.nio.ByteOrder;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GpsPositionTest {
  @Test
  void readsDegreesMinutesAndSeconds() throws ImageException {
    Georeference read = read(gps("S", "W"));
    assertThat(read.source(), is(Optional.of(GeoreferenceSource.GPS)));
    assertThat(
        read.center().orElseThrow().lat(), is(closeTo(-(33 + 30 / 60.0 + 9 / 3600.0), 1e-12)));
    assertThat(read.center().orElseThrow().lon(), is(closeTo(-70.25, 1e-12)));
    assertThat(read.transform(), is(Optional.empty()));
    assertThat(read.note(), is(Optional.empty()));
    assertThat(read(gps("N", "E").text(18, "WGS-84   ")).note(), is(Optional.empty()));
  }

  @Test
  void withoutAPosition() throws ImageException {
    assertThat(
        GpsPosition.read(new TiffFields(ByteOrder.BIG_ENDIAN).read()), is(Georeference.none()));
    assertThat(
        read(new TiffFields(ByteOrder.BIG_ENDIAN).text(18, "WGS-84")), is(Georeference.none()));
  }

  @Test
  void notesWhatIsOfNoUse() throws ImageException {
    assertNote(gps("X", "E"), GeoreferenceNote.GPS_INVALID);
    assertNote(gps("N", ""), GeoreferenceNote.GPS_INVALID);
    assertNote(gps("N", "E").rationals(2, 91, 1, 0, 1, 0, 1), GeoreferenceNote.GPS_INVALID);
    assertNote(gps("N", "E").rationals(4, 180, 1, 1, 1, 0, 1), GeoreferenceNote.GPS_INVALID);
    assertNote(gps("N", "E").rationals(2, 1, 1, 0, 0, 0, 1), GeoreferenceNote.GPS_INVALID);
    assertNote(gps("N", "E").rationals(2, 1, 1), GeoreferenceNote.GPS_INVALID);
    assertNote(gps("N", "E").text(9, "V"), GeoreferenceNote.GPS_NO_FIX);
    assertNote(gps("N", "E").text(18, "TOKYO"), GeoreferenceNote.GPS_DATUM_UNSUPPORTED);
    TiffFields onlyLatitude =
        new TiffFields(ByteOrder.BIG_ENDIAN).text(1, "N").rationals(2, 1, 1, 0, 1, 0, 1);
    assertNote(onlyLatitude, GeoreferenceNote.GPS_INVALID);
    // The directory is beyond the end of the block.
    TiffDirectory gone =
        new TiffFields(ByteOrder.BIG_ENDIAN).shorts(TiffDirectory.GPS_DIRECTORY, 60_000).read();
    assertThat(GpsPosition.read(gone).note(), is(Optional.of(GeoreferenceNote.GPS_INVALID)));
  }

  private static void assertNote(TiffFields gps, GeoreferenceNote note) throws ImageException {
    assertThat(read(gps), is(Georeference.noted(note)));
  }

  private static Georeference read(TiffFields gps) throws ImageException {
    return GpsPosition.read(
        new TiffFields(ByteOrder.BIG_ENDIAN).child(TiffDirectory.GPS_DIRECTORY, gps).read());
  }

  private static TiffFields gps(String latitudeRef, String longitudeRef) {
    return new TiffFields(ByteOrder.BIG_ENDIAN)
        .text(1, latitudeRef)
        .rationals(2, 33, 1, 30, 1, 900, 100)
        .text(3, longitudeRef)
        .rationals(4, 70, 1, 1500, 100, 0, 1);
  }
}
