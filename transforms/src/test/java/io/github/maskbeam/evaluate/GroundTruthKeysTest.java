// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.evaluate;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroundTruthKeysTest {
  @ParameterizedTest
  @CsvSource({
    "/x/2007_000032.jpg, 2007_000032",
    "/x/a.b.png, a.b",
    "s3://bucket/x/Red Car (2).JPEG, Red Car (2)",
    "https://host/img.jpg?size=large.png, img",
    "/x/what?.jpg, what?",
    "C:\\photos\\cat.png, cat",
    "/x/.hidden, .hidden",
    "/x.y/no-extension, no-extension",
    "cat.png, cat"
  })
  void stemIsTheFileNameWithoutItsExtension(String uri, String stem) {
    assertThat(GroundTruthKeys.stem(uri), is(stem));
  }

  /** An accent, a syllable of three letters, and two marks in an order that is not canonical. */
  @ParameterizedTest
  @CsvSource({
    "/x/caf\u00e9.jpg, /y/cafe\u0301.png",
    "/x/\ud55c.jpg, /y/\u1112\u1161\u11ab.png",
    "/x/q\u0307\u0323.jpg, /y/q\u0323\u0307.png"
  })
  void canonicallyEquivalentNamesHaveTheSameStem(String one, String other) {
    assertThat(GroundTruthKeys.stem(one), is(GroundTruthKeys.stem(other)));
  }

  /** The last column is a listed file: a directory may be listed in another form than given. */
  @ParameterizedTest
  @CsvSource({
    "/gt, a/b/1, /gt/a/b/1.png",
    "/gt/, a/1, /gt/a/1.PNG",
    "/, gt/1, /gt/1.png",
    "/gt.v2, 1, /gt.v2/1.png",
    "/gt, caf\u00e9/1.left, /gt/cafe\u0301/1.left.png",
    "C:\\gt, a/1, C:\\gt\\a\\1.png",
    "s3://bucket, a/1, s3://bucket/a/1.png",
    "s3://bucket/gt, a//1, s3://bucket/gt/a//1.png",
    "hdfs://host/gt, a/1, hdfs://host:8020/gt/a/1.png",
    "hdfs:/gt, a/1, hdfs://host:8020/gt/a/1.png"
  })
  void pathOfAGroundTruthIsBelowItsDirectory(String directory, String key, String uri) {
    assertThat(GroundTruthKeys.of(MatchBy.PATH, directory).ofGroundTruth(uri), is(key));
  }

  @ParameterizedTest
  @CsvSource({
    "/photos/north/1.jpg, north/1",
    "/north/1.jpg, north/1",
    "north/1.jpg, north/1",
    "https://host/x/north/1.jpg?size=large/2.png, north/1",
    "s3://north/1.jpg, 1",
    "/photos/north/deep/1.jpg, 1",
    "/photos/far-north/1.jpg, 1",
    "/photos/north/1, north/1",
    "/photos/1.jpg, 1",
    "/photos/north/2.jpg,",
    "/photos/11.jpg,"
  })
  void anImageMatchesTheLongestPathThatItEndsWith(String uri, String key) {
    assertThat(
        GroundTruthKeys.of(MatchBy.PATH, "/gt").ofImage(uri, Set.of("1", "north/1")::contains),
        is(Optional.ofNullable(key)));
  }

  @Test
  void byStemTheDirectoryDoesNotMatter() {
    GroundTruthKeys keys = GroundTruthKeys.of(MatchBy.STEM, "/gt");
    assertThat(keys.ofGroundTruth("/gt/north/1.png"), is("1"));
    assertThat(keys.ofImage("/photos/south/1.jpg", Set.of("1")::contains), is(Optional.of("1")));
  }
}
