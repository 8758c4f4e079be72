// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.testing.FirstMatches;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.PatternSyntaxException;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirstMatchTest {
  @TempDir private Path directory;
  private final PipelineOptions options = PipelineOptionsFactory.create();

  @BeforeEach
  void files() throws Exception {
    for (String name :
        new String[] {
          "a.jpg", "[1].jpg", "back\\slash.jpg", "x/b.jpg", "x/y/c.jpg", "x/y/d.png", "x y/e.jpg"
        }) {
      Path file = directory.resolve(name);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
    Files.createDirectory(directory.resolve("directory.jpg"));
    Files.createSymbolicLink(directory.resolve("link"), directory.resolve("x"));
    Files.createSymbolicLink(directory.resolve("x/circle"), directory);
  }

  @ParameterizedTest
  @CsvSource({
    "a.jpg, 1",
    "[1].jpg, 1",
    "*.jpg, 3",
    "*, 3",
    "*/*.jpg, 3",
    "x/*, 1",
    "x*/*.jpg, 2",
    "x y/**.jpg, 1",
    "'x/?/{c,d}.*', 2",
    "'x*/{b,y/c}.[j]*', 2",
    "x/y/?.png, 1",
    "*\\*.jpg, 1",
    "directory.jpg, 0",
    "x, 0",
    "no/*.jpg, 0",
    "*.tif, 0"
  })
  void patternsMeanWhatTheyDoInAListing(String pattern, int files) throws Exception {
    Files.delete(directory.resolve("x/circle"));
    Files.createDirectories(directory.resolve("x/y/z"));
    assertThat(FirstMatches.check(directory + "/" + pattern, options), is(files));
  }

  @Test
  void theSearchEndsAtTheFirstMatch() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    FirstMatch.find(directory + "/**/*.jpg", file -> asked.incrementAndGet() == 2, options);
    assertThat(asked.get(), is(2));
  }

  @Test
  void linksThatMakeACircleAreLeft() throws Exception {
    assertThat(
        FirstMatch.find(directory + "/**.tif", file -> true, options).isPresent(), is(false));
  }

  @Test
  void aMalformedPatternIsRefused() {
    assertThrows(
        PatternSyntaxException.class,
        () -> FirstMatch.find(directory + "/*.{jpg,png", file -> true, options));
  }
}
