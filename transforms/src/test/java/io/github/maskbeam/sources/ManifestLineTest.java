// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.sources;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ManifestLineTest {
  @Test
  void parsesAnImageUri() {
    assertThat(ManifestLine.parse("/a/b c#1.jpg"), is(Optional.of("/a/b c#1.jpg")));
    assertThat(ManifestLine.parse("  s3://b/x \t\r"), is(Optional.of("s3://b/x")));
    assertThat(ManifestLine.parse("\uFEFF/a.jpg"), is(Optional.of("/a.jpg")));
  }

  @Test
  void skipsBlankLinesAndComments() {
    assertThat(ManifestLine.parse(""), is(Optional.empty()));
    assertThat(ManifestLine.parse(" \r"), is(Optional.empty()));
    assertThat(ManifestLine.parse("\uFEFF"), is(Optional.empty()));
    assertThat(ManifestLine.parse("# /a.jpg"), is(Optional.empty()));
    assertThat(ManifestLine.parse("\uFEFF  #comment"), is(Optional.empty()));
  }
}
