// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.pipeline.testing.Landscapes;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.pipeline.testing.RunCounts;
import io.github.maskbeam.pipeline.testing.Tables;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {
  @TempDir private Path directory;

  @Test
  void namesEachImageOnceWithCommentsBlankLinesAndWindowsLineEnds() throws Exception {
    Path a = Landscapes.landscape(directory.resolve("a.png"), 20, 10, 5);
    Path b = Landscapes.landscape(directory.resolve("b [1]*.png"), 30, 10, 5);
    Path manifest =
        Files.writeString(
            directory.resolve("uris.txt"),
            "\uFEFF# my photos\r\n\r\n" + a + "\r\n" + b + "\r\n  " + a + "  \r\n/no/such.jpg");
    Path output = directory.resolve("out");
    Run run =
        Run.maskbeam(
            "segment",
            "--manifest=" + manifest,
            "--input=" + a,
            "--output=" + output,
            "--maxFailureFraction=0.5");
    assertThat(run.exitCode(), is(0));
    assertThat(RunCounts.images(output), contains(3, 2, 1));
    assertThat(RunCounts.of(output, "duplicates"), contains(2));
    try (Tables tables = Tables.of(output)) {
      assertThat(
          tables.rows("SELECT image_uri, failure_code FROM images ORDER BY image_uri"),
          contains("/no/such.jpg|NOT_FOUND", a + "|null", b + "|null"));
    }
  }
}
