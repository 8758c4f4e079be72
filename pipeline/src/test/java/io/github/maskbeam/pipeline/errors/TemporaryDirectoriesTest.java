// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.errors;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.github.maskbeam.pipeline.cli.ExitCode;
import io.github.maskbeam.pipeline.cli.Main;
import io.github.maskbeam.pipeline.testing.Landscapes;
import io.github.maskbeam.pipeline.testing.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryDirectoriesTest {
  @TempDir private Path directory;

  @Test
  void aDirectoryWithEnoughSpaceIsNoProblem() {
    assertThat(TemporaryDirectories.problem(0), is(Optional.empty()));
  }

  @Test
  void aFullDirectoryIsNamedWithTheRemedy() {
    String problem = TemporaryDirectories.problem(Long.MAX_VALUE).orElseThrow();
    assertThat(problem, containsString(System.getProperty("java.io.tmpdir") + ", has only "));
    assertThat(problem, containsString("-Djava.io.tmpdir=DIRECTORY"));
  }

  /** A JVM of its own, whose directory for temporary files does not exist. */
  @Test
  void aFailureIsExplainedByTheDirectory() throws IOException, InterruptedException {
    Landscapes.landscape(directory.resolve("a.png"), 8, 8, 4);
    Path output = directory.resolve("out");
    Run run = Run.maskbeam("segment", "--input=" + directory + "/*.png", "--output=" + output);
    assertThat(run.err(), run.exitCode(), is(ExitCode.OK));

    Path missing = directory.resolve("missing");
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + missing,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "query",
                output.toString(),
                "SELECT 1")
            .redirectErrorStream(true)
            .start();
    String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said, program.waitFor(), is(not(ExitCode.OK)));
    assertThat(said, containsString("temporary files, " + missing + " ("));
    assertThat(said, containsString("-Djava.io.tmpdir=DIRECTORY"));
  }
}
