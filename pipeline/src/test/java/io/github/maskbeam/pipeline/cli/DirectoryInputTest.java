// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.github.maskbeam.pipeline.testing.Landscapes;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.pipeline.testing.RunCounts;
import io.github.maskbeam.pipeline.testing.Tables;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryInputTest {
  @TempDir private Path directory;

  @Test
  void allImagesBelowAreSegmentedAndOtherFilesAreCounted() throws Exception {
    Path photos = Files.createDirectories(directory.resolve("photos 2024"));
    Path below = Files.createDirectories(photos.resolve("north/hill"));
    Landscapes.landscape(photos.resolve("a.PNG"), 20, 10, 5);
    Landscapes.landscape(below.resolve("b.png"), 20, 10, 5);
    Files.writeString(below.resolve("b.xml"), "<box/>");
    Files.writeString(photos.resolve("README"), "none");
    Files.writeString(photos.resolve("c.heic"), "an image of a format that is not decoded");
    Files.createSymbolicLink(photos.resolve("south"), below);
    Path output = photos.resolve("out");
    for (int run = 0; run < 2; run++) {
      Run segmented =
          Run.maskbeam(
              "segment", "--input=" + photos, "--output=" + output, "--maxFailureFraction=1");
      assertThat(segmented.err(), segmented.exitCode(), is(ExitCode.OK));
      assertThat("its own masks are not input", RunCounts.images(output), contains(3, 2, 1));
      assertThat(RunCounts.of(output, "files_left_out"), contains(2));
      assertThat(
          segmented.out(),
          containsString("2 files below the directories or in the archives of --input"));
    }
    try (Tables tables = Tables.of(output)) {
      assertThat(
          tables.rows("SELECT image_uri, failure_code FROM images ORDER BY ALL"),
          contains(
              photos.resolve("a.PNG") + "|null",
              photos.resolve("c.heic") + "|UNSUPPORTED_FORMAT",
              below.resolve("b.png") + "|null"));
    }
  }

  @Test
  void aGlobTakesAllFilesAsBefore() throws Exception {
    Landscapes.landscape(directory.resolve("a.png"), 20, 10, 5);
    Files.writeString(directory.resolve("a.txt"), "text");
    Path output = directory.resolve("out");
    Run run =
        Run.maskbeam(
            "segment",
            "--input=" + directory + "/**",
            "--output=" + output,
            "--maxFailureFraction=1");
    assertThat(RunCounts.images(output), contains(2, 1, 1));
    assertThat(run.out(), not(containsString("left out")));
  }
}
