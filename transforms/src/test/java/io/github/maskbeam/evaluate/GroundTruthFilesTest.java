// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.evaluate;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroundTruthFilesTest {
  @ParameterizedTest
  @CsvSource({
    "/x/2007_000032.jpg, 2007_000032",
    "/x/a.b.png, a.b",
    "s3://bucket/x/Red Car (2).JPEG, Red Car (2)",
    "https://host/img.jpg?size=large.png, img",
    "/x/what?.jpg, what?",
    "C:\\photos\\cat.png, cat",
    "/x/.hidden, .hidden",
    "/x.y/no-ending, no-ending",
    "cat.png, cat"
  })
  void theStemIsTheNameWithoutItsEnding(String uri, String stem) {
    assertThat(GroundTruthFiles.stem(uri), is(stem));
  }
}
