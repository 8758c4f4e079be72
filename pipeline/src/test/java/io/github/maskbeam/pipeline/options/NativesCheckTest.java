// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.pipeline.cli.ExitCode;
import io.github.maskbeam.pipeline.cli.Main;
import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.pipeline.testing.Landscapes;
import io.github.maskbeam.pipeline.testing.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativesCheckTest {
  @TempDir private Path directory;

  @Test
  void allIsWellHere() throws UsageException {
    NativesCheck.loadable();
  }

  @Test
  void namesLibraryPlatformReasonAndRemedy() {
    refused(
        "no jniopencv_core in java.library.path: /usr/lib",
        new UnsatisfiedLinkError("no jniopencv_core in java.library.path: /usr/lib\nmore"));
    refused(
        "no jniopencv_core in",
        new ExceptionInInitializerError(new UnsatisfiedLinkError("no jniopencv_core in")));
    refused("NoClassDefFoundError", new NoClassDefFoundError());
  }

  @Test
  void otherErrorsAreNotItsBusiness() {
    assertThrows(
        OutOfMemoryError.class,
        () ->
            NativesCheck.loaded(
                "OpenCV",
                () -> {
                  throw new OutOfMemoryError();
                }));
  }

  /** A JVM of its own, on a platform for which nobody builds natives. */
  @Test
  void theProgramSaysSoBeforeItReadsAnImage() throws IOException, InterruptedException {
    Landscapes.landscape(directory.resolve("a.png"), 8, 8, 4);
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.bytedeco.javacpp.platform=vax-vms",
                "-Dorg.bytedeco.javacpp.cachedir=" + directory.resolve("cache"),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "segment",
                "--input=*.png",
                "--output=out")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said, program.waitFor(), is(ExitCode.USAGE));
    List<String> problems =
        said.lines().filter(line -> line.startsWith("maskbeam:")).collect(Collectors.toList());
    assertThat(
        problems,
        contains(
            allOf(
                startsWith("maskbeam: " + ProblemCode.NATIVE_LIBRARY_NOT_LOADED + ": "),
                containsString("OpenCV"),
                containsString("-Djavacpp.platform=vax-vms"))));
    assertThat(said, not(containsString("\tat ")));
    assertThat(Files.exists(directory.resolve("out")), is(false));
  }

  private static void refused(String reason, LinkageError error) {
    String platform = Loader.getPlatform();
    assertThat(
        Problems.of(
            () ->
                NativesCheck.loaded(
                    "OpenCV",
                    () -> {
                      throw error;
                    })),
        contains(
            Problem.of(
                ProblemCode.NATIVE_LIBRARY_NOT_LOADED,
                "The native library OpenCV cannot be loaded on "
                    + platform
                    + " ("
                    + reason
                    + "). Build the jar with -Djavacpp.platform="
                    + platform
                    + ", so that it contains the library.")));
  }
}
