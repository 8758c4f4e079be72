// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrisTest {
  @ParameterizedTest
  @CsvSource({
    "a.jpg, /here/dir/a.jpg",
    "./b/../a.jpg, /here/dir/a.jpg",
    "../a.jpg, /here/a.jpg",
    "/x//y/./z.jpg, /x/y/z.jpg",
    "IMG-12:30:00.jpg, /here/dir/IMG-12:30:00.jpg",
    "C:/photos/a.jpg, /here/dir/C:/photos/a.jpg",
    "photos/**/*.jpg, /here/dir/photos/**/*.jpg",
    "ü 水.jpg, /here/dir/ü 水.jpg",
    "a%20b.jpg, /here/dir/a%20b.jpg"
  })
  void makesPathsAbsolute(String text, String expected) {
    assertThat(Uris.absolute(text, "/here/dir"), is(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"s3://bucket/a b/../c.jpg", "hdfs://host:9000/x", "gs://b/*", "s3://b/a\nb"})
  void keepsUris(String uri) {
    assertThat(Uris.hasScheme(uri), is(true));
    assertThat(Uris.absolute(uri, "/here/dir"), is(uri));
  }

  @ParameterizedTest
  @CsvSource({
    "file:///x/a.jpg, /x/a.jpg",
    "file:/x/a.jpg, /x/a.jpg",
    "FILE://localhost/x/../a.jpg, /a.jpg",
    "file:///x/a%20b%25.jpg, /x/a b%.jpg",
    "file:///x/a b.jpg, /x/a b.jpg",
    "file:///x/a[1].jpg, /x/a[1].jpg",
    "file:///x/a?.jpg, /x/a?.jpg",
    "file:///x/a#1.jpg, /x/a#1.jpg",
    "file:///x/**/*.jpg, /x/**/*.jpg",
    "file:///x/ü.jpg, /x/ü.jpg"
  })
  void convertsFileUrisToPaths(String uri, String path) {
    assertThat(Uris.absolute(uri, "/here/dir"), is(path));
  }

  @Test
  void keepsInvalidPaths() {
    assertThat(Uris.absolute("a\0b.jpg", "/here/dir"), is("a\0b.jpg"));
    assertThat(Uris.absolute("file:///a\0b.jpg", "/here/dir"), is("file:///a\0b.jpg"));
  }
}
