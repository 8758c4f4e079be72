// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.schemas;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaletteTest {
  @Test
  void matchesTheVocColorMap() {
    // The published colors of the VOC classes background, aeroplane, person, tvmonitor and void.
    assertThat(Palette.rgb(0), is(0x000000));
    assertThat(Palette.rgb(1), is(0x800000));
    assertThat(Palette.rgb(15), is(0xC08080));
    assertThat(Palette.rgb(20), is(0x004080));
    assertThat(Palette.rgb(255), is(0xE0E0C0));
  }

  @Test
  void colorsAreDistinct() {
    assertThat(IntStream.range(0, 256).map(Palette::rgb).distinct().count(), is(256L));
  }

  @Test
  void rgbBytesAreInTheOrderRedGreenBlue() {
    byte[] bytes = Palette.rgbBytes();
    assertThat(bytes.length, is(768));
    assertThat(bytes[45], is((byte) 0xC0));
    assertThat(bytes[46], is((byte) 0x80));
    assertThat(bytes[47], is((byte) 0x80));
  }

  @Test
  void colorsOf16BitsDiffer() {
    assertThat(IntStream.range(0, 1 << 16).map(Palette::rgb).distinct().count(), is(1L << 16));
  }

  @Test
  void classIdInvertsRgb() {
    for (int id = 0; id < Palette.SIZE; id++) {
      assertThat(Palette.classId(Palette.rgb(id)), is(id));
    }
    assertThat(Palette.classId(0xffffff), is(-1));
    assertThat(Palette.classId(0x010000), is(-1));
    // This bit would be bit 8 of the class id, which has bits 0 to 7 only.
    assertThat(Palette.classId(0x000020), is(-1));
  }
}
