// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.geo;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorldFileTest {
  @Test
  void readsWhatItWrites() {
    GeoTransform transform =
        GeoTransform.of(400_000, 0.5, 0.25, 5_800_000, -0.125, -2).orElseThrow();
    byte[] text = WorldFile.format(transform);
    assertThat(
        new String(text, StandardCharsets.US_ASCII),
        is("0.5\n-0.125\n0.25\n-2.0\n400000.375\n5799998.9375\n"));
    assertThat(WorldFile.parse(text), is(Optional.of(transform)));
  }

  @Test
  void readsWindowsLinesAndExponents() {
    assertThat(
        WorldFile.parse(bytes("  2\r\n0\r\n0\r\n-2E0\r\n1.0e+1\r\n19\r\n\r\n")),
        is(GeoTransform.of(9, 2, 0, 20, 0, -2)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1\n0\n0\n-1\n10",
        "1\n0\n0\n-1\n10\n20\n30",
        "1\n0\n0\n-1\n10\nnorth",
        "1\n0\n0\n-1\n10\nNaN",
        "1,0\n0\n0\n-1,0\n10\n20",
        "0\n0\n0\n0\n10\n20",
        "1 0 0 -1 10 20"
      })
  void refusesOtherText(String text) {
    assertThat(WorldFile.parse(bytes(text)), is(Optional.empty()));
  }

  @Test
  void namesAreThoseOfGdal() {
    assertThat(
        WorldFile.names("/a.b/photo.jpg"),
        is(List.of("/a.b/photo.jgw", "/a.b/photo.jpgw", "/a.b/photo.wld")));
    assertThat(
        WorldFile.names("s3://b/P.JPEG"),
        is(List.of("s3://b/P.JGW", "s3://b/P.JPEGW", "s3://b/P.WLD")));
    for (String without : List.of("/a.b/photo", "/a/.png", "/a/photo.")) {
      assertThat(WorldFile.names(without), is(List.of()));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
