// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.schemas;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaletteTest {
  @Test
  void isTheVocColourMap() {
    // The published colours of the VOC classes background, aeroplane, person, tvmonitor and void.
    assertThat(Palette.rgb(0), is(0x000000));
    assertThat(Palette.rgb(1), is(0x800000));
    assertThat(Palette.rgb(15), is(0xC08080));
    assertThat(Palette.rgb(20), is(0x004080));
    assertThat(Palette.rgb(255), is(0xE0E0C0));
  }

  @Test
  void givesEveryClassAColourOfItsOwn() {
    assertThat(IntStream.range(0, 256).map(Palette::rgb).distinct().count(), is(256L));
  }

  @Test
  void bytesAreRedGreenBlue() {
    byte[] bytes = Palette.rgbBytes();
    assertThat(bytes.length, is(768));
    assertThat(bytes[45], is((byte) 0xC0));
    assertThat(bytes[46], is((byte) 0x80));
    assertThat(bytes[47], is((byte) 0x80));
  }

  @Test
  void everyColourTellsItsClass() {
    for (int id = 0; id < Palette.SIZE; id++) {
      assertThat(Palette.index(Palette.rgb(id)), is(id));
    }
    assertThat(Palette.index(0xffffff), is(-1));
    assertThat(Palette.index(0x010000), is(-1));
    // Bit 8 of a class id, which would be the third bit from the top of blue.
    assertThat(Palette.index(0x000020), is(-1));
  }
}
