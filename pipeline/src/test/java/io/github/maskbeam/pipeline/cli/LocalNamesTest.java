// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.pipeline.testing.Landscapes;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.pipeline.testing.Tables;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Each name that a glob matches has one row, and each image that can be read has a mask. */
@Timeout(300)
@DisabledOnOs(OS.WINDOWS)
class LocalNamesTest {
  @TempDir private Path directory;

  @Test
  void eachNameHasARow() throws Exception {
    Path photos = Files.createDirectory(directory.resolve("photos"));
    Landscapes.landscape(photos.resolve("a.png"), 40, 30, 10);
    Landscapes.landscape(photos.resolve("b\nc.png"), 40, 30, 10);
    Files.createSymbolicLink(photos.resolve("gone.png"), Path.of("nothing"));
    Files.createSymbolicLink(photos.resolve("loop"), Path.of("."));
    String script = "mkfifo pipe.png; touch \"$(printf 'Z\\374rich.png')\"";
    Process shell =
        new ProcessBuilder("sh", "-c", script).directory(photos.toFile()).inheritIO().start();
    assertThat(shell.waitFor(), is(0));
    Path output = directory.resolve("out");
    Run run =
        Run.maskbeam(
            "segment", "--input=" + photos + "/**", "--output=" + output, "--maxFailureFraction=1");
    assertThat(run.err(), run.exitCode(), is(ExitCode.OK));
    try (Tables tables = Tables.of(output)) {
      assertThat(
          tables.rows(
              "SELECT replace(parse_filename(image_uri), chr(10), '/'), coalesce(failure_code, status)"
                  + " FROM images ORDER BY image_uri"),
          contains(
              "a.png|SUCCEEDED",
              "b/c.png|SUCCEEDED",
              "gone.png|NOT_FOUND",
              "pipe.png|READ_ERROR",
              "Z%FCrich.png|READ_ERROR"));
    }
  }
}
