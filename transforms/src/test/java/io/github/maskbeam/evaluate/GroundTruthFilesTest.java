// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.evaluate;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroundTruthFilesTest {
  @Test
  void pngsAreListedWhateverTheCaseOfTheirEnding(@TempDir Path directory) throws IOException {
    for (String name : List.of("a.png", "b.PNG", "c.jpg", "png")) {
      Files.createFile(directory.resolve(name));
    }
    assertThat(
        GroundTruthFiles.list(directory + "/*"),
        containsInAnyOrder(directory + "/a.png", directory + "/b.PNG"));
  }

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
    assertThat(GroundTruthFiles.stem(uri), is(stem));
  }

  /** An accent, a syllable of three letters, and two marks in an order that is not canonical. */
  @ParameterizedTest
  @CsvSource({
    "/x/caf\u00e9.jpg, /y/cafe\u0301.png",
    "/x/\ud55c.jpg, /y/\u1112\u1161\u11ab.png",
    "/x/q\u0307\u0323.jpg, /y/q\u0323\u0307.png"
  })
  void canonicallyEquivalentNamesHaveTheSameStem(String one, String other) {
    assertThat(GroundTruthFiles.stem(one), is(GroundTruthFiles.stem(other)));
  }
}
