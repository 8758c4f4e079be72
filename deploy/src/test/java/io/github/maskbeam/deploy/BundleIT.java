// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The self-contained jar, run as people run it: a process of its own. */
class BundleIT {
  private static final Path JAR = Path.of("target", "maskbeam.jar").toAbsolutePath();
  private static final int JAVA_11 = 55;
  private static final int CLASS_FILE_MAGIC = 0xCAFEBABE;

  @TempDir private Path directory;

  @Test
  void runsTheDemonstrationWithPlainJavaJar() throws Exception {
    Finished demo = java("demo");
    assertThat(demo.err, demo.exitCode, is(0));
    assertThat(demo.out, containsString("8 images: 8 segmented, 0 failed"));
    assertThat(Files.exists(directory.resolve("maskbeam-demo/run.json")), is(true));
    assertThat("no chatter of libraries", demo.err, not(containsString("WARN")));
    assertThat(demo.err, not(containsString("Warning")));
  }

  @Test
  void badUseEndsTheProcessWithTwo() throws Exception {
    Finished segment = java("segment", "--input=none/*.jpg", "--output=out");
    assertThat(segment.exitCode, is(2));
    assertThat(segment.err, containsString("--input=none/*.jpg matches no file"));
    assertThat(segment.err.lines().count(), is(1L));
  }

  @Test
  void ourClassesRunOnJava11() throws IOException {
    int checked = 0;
    try (JarFile jar = new JarFile(JAR.toFile())) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        if (entry.getName().startsWith("io/github/maskbeam/")
            && entry.getName().endsWith(".class")) {
          try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
            assertThat(in.readInt(), is(CLASS_FILE_MAGIC));
            in.readUnsignedShort();
            assertThat(entry.getName(), in.readUnsignedShort(), is(JAVA_11));
            checked++;
          }
        }
      }
    }
    assertThat(checked, greaterThan(100));
  }

  private Finished java(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-jar");
    command.add(JAR.toString());
    Collections.addAll(command, arguments);
    Path out = directory.resolve("stdout");
    Path err = directory.resolve("stderr");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertThat("ends in time", process.waitFor(3, TimeUnit.MINUTES), is(true));
    } finally {
      process.destroyForcibly();
    }
    return new Finished(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private static final class Finished {
    private final int exitCode;
    private final String out;
    private final String err;

    private Finished(int exitCode, String out, String err) {
      this.exitCode = exitCode;
      this.out = out;
      this.err = err;
    }
  }
}
