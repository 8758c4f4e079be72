// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.sources;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.sources.ManifestDetection.Expected;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestDetectionTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n\n",
        "a.jpg",
        "a.jpg\nb.jpg\n",
        "# url,site\nphotos/a.jpg\n",
        "Doe, Jane.jpg\nDoe, John.jpg\n",
        "photos/2024,05/a.jpg\nphotos/2024,06/b.jpg\n",
        "https://cdn.example/w_200,h_300/a.jpg\nhttps://cdn.example/w_200,h_300/b.jpg\n",
        "https://example/a.jpg?crop=1,2,3,4\nhttps://example/b.jpg?crop=1,2,3,4\n",
        "a\tb.jpg\nc\td.jpg\n",
        "{braces}/a.jpg\n",
        "{1}.jpg\n",
        "[2024] photos/a.jpg\n",
        "'quoted.jpg'\n",
        "\"quoted\" photo.jpg\n",
        "photos/url\nphotos/path\n",
        "a;b.jpg\nc;d.jpg\n",
        "north,photos/a.jpg\nsouth,photos/b.jpg\n",
      })
  void aListOfPathsStaysOne(String text) throws Exception {
    assertThat(format(text), is(ManifestFormat.TEXT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "url,site\na.jpg,north\n",
        "\uFEFFurl,site\r\na.jpg,north\r\n",
        "site,URL\nnorth,a.jpg\n",
        "\"site, or place\",\"path\"\n\"north\nside\",a.jpg\n",
        ",image_uri\n0,a.jpg\n",
        "uri,a name with a . in it\na.jpg,1\n",
      })
  void aTableWithAKnownColumnIsCsv(String text) throws Exception {
    assertThat(format(text), is(ManifestFormat.CSV));
  }

  @Test
  void tabsMakeTsvAndObjectsMakeJsonLines() throws Exception {
    assertThat(format("site\turl\nnorth, hill\ta.jpg\n"), is(ManifestFormat.TSV));
    assertThat(format("\n{\"image\": \"a.jpg\"}\n"), is(ManifestFormat.JSONL));
    assertThat(format("PAR1\0\1"), is(ManifestFormat.PARQUET));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // One column, or a file that is called url.
        "url\na.jpg\n",
        "\"path\"\na.jpg\n",
        // Columns that are not known.
        "image,site\na.jpg,north\nb.jpg,south\n",
        "image\tsite\na.jpg\tnorth\n",
        // No header.
        "a.jpg,north\nb.jpg,south\n",
        "photos/a.jpg,photos/a_mask.jpg\nphotos/b.jpg,photos/b_mask.jpg\n",
        // Other delimiters.
        "url;site\na.jpg;north\n",
        "site|url\nnorth|a.jpg\n",
        // JSON in several lines.
        "{\n  \"url\": \"a.jpg\"\n}\n",
        "{\"url\": \"a.jpg\",\n \"site\": 1}\n",
        "[\n{\"url\": \"a.jpg\"}]",
        "[{\"url\": \"a.jpg\"}]",
        "[\"a.jpg\", \"b.jpg\"]",
      })
  void whatMayBeATableIsNotGuessed(String text) {
    assertThrows(AmbiguousManifestException.class, () -> format(text));
  }

  @Test
  void aGivenColumnIsLookedForByItsExactName() throws Exception {
    Optional<String> image = Optional.of("image");
    assertThat(format("image,url\na,b\n", image), is(ManifestFormat.CSV));
    assertThat(format("image\na.jpg\n", image), is(ManifestFormat.CSV));
    assertThat(format("site\timage\nnorth\ta\n", image), is(ManifestFormat.TSV));
    assertThat(
        "columns are listed later", format("Image,site\na,b\n", image), is(ManifestFormat.CSV));
    AmbiguousManifestException text =
        assertThrows(AmbiguousManifestException.class, () -> format("a.jpg\nb.jpg\n", image));
    assertThat(text.getMessage(), containsString("looks like text"));
  }

  @Test
  void aSampleMayEndWithinQuotes() throws Exception {
    String row = "a.jpg,\"" + "two\nlines ".repeat(500) + "\"\n";
    assertThat(format("url,text\n" + row.repeat(100)), is(ManifestFormat.CSV));
  }

  private static ManifestFormat format(String text) throws IOException, AmbiguousManifestException {
    return ManifestDetection.format(sample(text), Optional.empty(), Expected.ANYTHING);
  }

  private static ManifestFormat format(String text, Optional<String> urlColumn)
      throws IOException, AmbiguousManifestException {
    return ManifestDetection.format(sample(text), urlColumn, Expected.TABLE);
  }

  private static byte[] sample(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(bytes, Math.min(bytes.length, 64 << 10));
  }
}
