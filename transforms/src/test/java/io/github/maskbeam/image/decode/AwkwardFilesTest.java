// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.decode;

import static io.github.maskbeam.testing.ColorMatcher.near;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.testing.Decoding;
import io.github.maskbeam.testing.SharedFiles;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * 102 files from the test suites of other projects. The table lists the expected outcome of each
 * and the reason.
 */
class AwkwardFilesTest {
  private static final String FOLDER = "images/awkward";

  @ParameterizedTest(name = "{0}: {1}")
  @CsvFileSource(resources = "awkward-files.csv", numLinesToSkip = 1)
  void hasTheExpectedOutcome(String file, String expected, String reason) throws IOException {
    byte[] content = Files.readAllBytes(SharedFiles.shared(FOLDER).resolve(file));
    assertThat(file + " (" + reason + ")", Decoding.outcome(content), is(expected));
  }

  @Test
  void theTableListsEveryFile() throws IOException {
    Path folder = SharedFiles.shared(FOLDER);
    List<String> named = new ArrayList<>();
    try (var lines = AwkwardFilesTest.class.getResourceAsStream("awkward-files.csv")) {
      String table = new String(lines.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      table.lines().skip(1).forEach(line -> named.add(line.substring(0, line.indexOf(','))));
    }
    try (Stream<Path> files = Files.walk(folder, 2)) {
      List<String> found =
          files
              .filter(path -> path.getNameCount() == folder.getNameCount() + 2)
              .map(path -> folder.relativize(path).toString().replace('\\', '/'))
              .collect(Collectors.toList());
      assertThat(named, containsInAnyOrder(found.toArray()));
    }
  }

  @ParameterizedTest(name = "{0} at {1}, {2}")
  @CsvSource({
    // Adobe stores inverted CMYK: paper must be white, not black.
    "cmyk/jpg-cmyk-2.jpg, 250, 250, FFFFFF",
    "cmyk/cmyk-sample-no-icc.jpg, 1, 1, FFFFFF",
    "cmyk/cmyk_jpeg_no_profile.tif, 1, 1, FFFFFF",
    "jpeg/jpg-gray.jpg, 0, 0, FFFFFF",
    "png/basn3p08.png, 0, 0, 000000",
    "png/with-alpha.png, 10, 10, 4F00AF",
    "gif/no_palette.gif, 0, 0, 000000",
  })
  void decodesTheCorrectColor(String file, int x, int y, String rgb)
      throws IOException, ImageException {
    byte[] content = Files.readAllBytes(SharedFiles.shared(FOLDER).resolve(file));
    try (DecodedImage image = Decoding.decode(content)) {
      assertThat(Decoding.pixel(image, x, y), near(new Color(Integer.parseInt(rgb, 16)), 24));
    }
  }

  @Test
  void decodesAllOrientationsOfAnImageToTheSamePixels() throws IOException, ImageException {
    Color[] expected = null;
    for (String name : new String[] {"2.jpg", "3.jpg", "5.jpg", "6.webp", "7.jpg", "8.jpg"}) {
      Path file = SharedFiles.shared(FOLDER).resolve("exif/hopper_orientation_" + name);
      try (DecodedImage image = Decoding.decode(Files.readAllBytes(file))) {
        Color[] actual = Decoding.quarters(image);
        expected = expected == null ? actual : expected;
        for (int i = 0; i < actual.length; i++) {
          assertThat(name, actual[i], near(expected[i], 48));
        }
      }
    }
  }
}
