// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.schemas;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassColorsTest {
  @Test
  void parsesBothNotations() {
    ClassColors colors = ClassColors.parse("#Ff8001\r\n 0 128\t255 \n#000000\n\n");
    assertThat(colors.size(), is(3));
    assertThat(colors.hex(), contains("#ff8001", "#0080ff", "#000000"));
    assertThat(colors.rgb(0), is(0xff8001));
    assertThat(colors.rgb(1), is(0x0080ff));
    assertThat(colors, is(ClassColors.of(colors.hex())));
    assertThat(colors, is(not(ClassColors.voc())));
  }

  @Test
  void otherClassesKeepTheColorsOfVoc() {
    ClassColors colors = ClassColors.parse("#ff8001");
    byte[] bytes = colors.rgbBytes();
    byte[] voc = Palette.rgbBytes();
    assertThat(Arrays.copyOf(bytes, 3), is(new byte[] {(byte) 0xff, (byte) 0x80, 1}));
    assertThat(Arrays.copyOfRange(bytes, 3, 768), is(Arrays.copyOfRange(voc, 3, 768)));
    assertThat(colors.rgb(255), is(Palette.rgb(255)));
    assertThat(ClassColors.voc().rgbBytes(), is(voc));
    assertThat(ClassColors.voc().size(), is(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "red",
        "#12345",
        "#1234567",
        "#12345g",
        "ff8001",
        "1 2",
        "1 2 3 4",
        "1,2,3",
        "-1 2 3",
        "256 0 0",
        "1.0 2 3",
        "",
        "# comment",
        "\u0661 2 3"
      })
  void namesTheLineThatIsNoColor(String line) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> ClassColors.parse("#000000\n" + line + "\n#ffffff\n"));
    assertThat(e.getMessage(), containsString("Line 2 "));
  }

  @Test
  void hasOneTo65536Colors() {
    ClassColors most = ClassColors.parse("1 2 3\n".repeat(1 << 16));
    assertThat(most.size(), is(1 << 16));
    assertThat(most.rgb(65_535), is(0x010203));
    assertThat(most.rgbBytes().length, is(768));
    String more = "1 2 3\n".repeat((1 << 16) + 1);
    assertThrows(IllegalArgumentException.class, () -> ClassColors.parse(more));
    assertThrows(IllegalArgumentException.class, () -> ClassColors.parse(""));
  }
}
