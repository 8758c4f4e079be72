// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.progress.Progress;
import io.github.maskbeam.pipeline.testing.Landscapes;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.schemas.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.beam.sdk.util.ReleaseInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  @TempDir private Path directory;

  @Test
  void withoutArgumentsItPrintsUsage() {
    Run run = Run.maskbeam();
    assertThat(run.exitCode(), is(0));
    assertThat(run.out(), startsWith("Usage: maskbeam"));
    assertThat(run.out(), allOf(containsString("segment"), containsString("demo")));
    assertThat(run.err(), is(""));
    assertThat(Run.maskbeam("--help").out(), is(run.out()));
  }

  @Test
  void printsVersions() {
    Run run = Run.maskbeam("--version");
    assertThat(run.exitCode(), is(0));
    assertThat(run.out(), startsWith("maskbeam " + Version.maskbeam()));
    assertThat(Version.maskbeam(), not(containsString("$")));
    assertThat(
        run.out(),
        allOf(
            containsString("Beam " + ReleaseInfo.getReleaseInfo().getVersion()),
            containsString("Java " + System.getProperty("java.version"))));
  }

  @Test
  void aResultThatCannotBeWrittenIsAFailure() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        Main.run(
            new Console(
                new PrintStream(full, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Progress.Display.PLAIN),
            "--version");
    assertThat(exitCode, is(1));
    assertThat(err.toString(StandardCharsets.UTF_8), startsWith("maskbeam: STDOUT_NOT_WRITABLE: "));
  }

  @Test
  void anUnknownCommandIsBadUse() {
    Run run = Run.maskbeam("segregate");
    assertThat(run.exitCode(), is(2));
    assertThat(run.err(), containsString("segregate"));
    assertThat(run.out(), is(""));
  }

  @Test
  void whatAWorkerThrowsIsNamedFirst() throws IOException {
    Path one = Landscapes.landscape(directory.resolve("1.png"), 8, 8, 4);
    Path output = directory.resolve("out");
    // Where the mask's directory should be, there is a file.
    Path masks = Files.createDirectories(output.resolve("masks"));
    Files.createFile(masks.resolve(Sha256.imageId(one.toString()).substring(0, 2)));
    Run run = Run.maskbeam("segment", "--input=" + one, "--output=" + output);
    assertThat(run.exitCode(), is(1));
    assertThat(run.codes(), contains(ProblemCode.RUN_FAILED));
    assertThat(run.problems().get(0).message(), containsString(masks.toString()));
    assertThat(run.err(), containsString("\tat "));
    assertThat(
        Files.readString(output.resolve("run.json")), containsString("\"state\" : \"RUNNING\""));
  }

  @Test
  void anUnforeseenExceptionEndsWithOne() {
    assertBreaksOff(new IllegalStateException("unforeseen"), "IllegalStateException: unforeseen");
  }

  @Test
  void anErrorEndsWithOneToo() {
    assertBreaksOff(new OutOfMemoryError("Java heap space"), "OutOfMemoryError: Java heap space");
  }

  /** The help of segment goes to a stream that throws. */
  private static void assertBreaksOff(Throwable thrown, String named) {
    OutputStream throwing =
        new OutputStream() {
          @Override
          public void write(int b) {
            if (thrown instanceof Error) {
              throw (Error) thrown;
            }
            throw (RuntimeException) thrown;
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new PrintStream(throwing, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Progress.Display.PLAIN);
    assertThat(Main.run(console, "segment", "--help"), is(1));
    String said = err.toString(StandardCharsets.UTF_8);
    assertThat(
        said.lines().findFirst().orElse(""),
        allOf(startsWith("maskbeam: RUN_FAILED: the run failed: "), containsString(named)));
    assertThat(
        said.lines().skip(1).findFirst().orElse(""),
        is("maskbeam: masks written so far are kept. Stack trace:"));
    assertThat(said, containsString("\tat "));
  }
}
