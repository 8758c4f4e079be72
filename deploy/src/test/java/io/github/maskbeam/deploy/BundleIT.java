// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.github.maskbeam.deploy.Program.Finished;
import java.awt.image.BufferedImage;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The self-contained jar, run in its own process. */
class BundleIT {
  private static final int JAVA_11 = 55;
  private static final int CLASS_FILE_MAGIC = 0xCAFEBABE;
  private static final String LICENSE_TEXT = "META-INF/licenses/.+/LICENSE[^/]*";

  @TempDir private static Path directory;

  private static Finished demo;

  @BeforeAll
  static void runDemonstration() throws Exception {
    demo = java("demo");
  }

  @Test
  void runsTheDemonstrationWithPlainJavaJar() throws IOException {
    assertThat(demo.err, demo.exitCode, is(0));
    assertThat(Output.at(directory.resolve("maskbeam-demo")).counts(), is(List.of(8, 8, 0)));
    assertThat("no chatter of libraries", demo.err, not(containsString("WARN")));
    assertThat(demo.err, not(containsString("Warning")));
  }

  @Test
  void queriesTheDemonstration() throws Exception {
    Finished query = java("query", "maskbeam-demo", "SELECT count(*) AS images FROM images");
    assertThat(query.err, query.exitCode, is(0));
    assertThat(query.out, is("images\n     8\n"));
    assertThat(query.err, is(""));
  }

  @Test
  void examinesItself() throws Exception {
    Finished doctor = java("doctor");
    assertThat(doctor.err, doctor.exitCode, is(0));
    assertThat(doctor.out, not(containsString("PROBLEMS")));
    assertThat(doctor.out, containsString("XNNPack"));
  }

  @Test
  void carriesDuckDbForOnePlatformAndOnlyHere() throws IOException {
    assertThat(duckDbNatives(Program.BUNDLE), is(1L));
    assertThat(duckDbNatives(Program.JOB_JAR), is(0L));
  }

  @Test
  void bothJarsSayWhatTheyAreMadeOfAndUnderWhichLicenses() throws IOException {
    for (Path file : List.of(Program.BUNDLE, Program.JOB_JAR)) {
      try (JarFile jar = new JarFile(file.toFile())) {
        String components = text(jar, "META-INF/sbom/maskbeam.cdx.json");
        String licenses = text(jar, "META-INF/THIRD-PARTY.txt");
        for (String name :
            List.of(
                "org.apache.beam:beam-sdks-java-core",
                "org.bytedeco:tensorflow-lite",
                "org.bytedeco:opencv")) {
          assertThat(components, containsString("pkg:maven/" + name.replace(':', '/') + "@"));
          assertThat(licenses, containsString("(" + name + ":"));
        }
        assertThat(
            jar.stream().filter(entry -> entry.getName().matches(LICENSE_TEXT)).count(),
            greaterThan(50L));
      }
    }
  }

  /** The memory of the image must be released before its overlay needs memory. */
  @Test
  void writesTheOverlayOfAnImageThatFillsTheHeap() throws Exception {
    BufferedImage image = new BufferedImage(12_000, 10_000, BufferedImage.TYPE_BYTE_GRAY);
    ImageIO.write(image, "jpg", directory.resolve("large.jpg").toFile());
    Finished segment =
        Program.start(
                directory,
                Map.of(),
                List.of(
                    Program.java(),
                    "-Xmx256m",
                    "-jar",
                    Program.BUNDLE.toString(),
                    "segment",
                    "--input=large.jpg",
                    "--output=out",
                    "--overlay"))
            .finish(Duration.ofMinutes(2));
    assertThat(segment.err, segment.exitCode, is(0));
    try (Stream<Path> overlays = Files.walk(directory.resolve("out/overlays"))) {
      assertThat(overlays.filter(Files::isRegularFile).count(), is(1L));
    }
  }

  @Test
  void badUseEndsTheProcessWithTwo() throws Exception {
    Finished segment = java("segment", "--input=none/*.jpg", "--output=out");
    assertThat(segment.exitCode, is(2));
    assertThat(segment.err, startsWith("maskbeam: INPUT_NO_MATCH: --input=none/*.jpg "));
    assertThat(segment.err.lines().count(), is(1L));
  }

  @Test
  void ourClassesRunOnJava11() throws IOException {
    int checked = 0;
    try (JarFile jar = new JarFile(Program.BUNDLE.toFile())) {
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

  private static String text(JarFile jar, String name) throws IOException {
    JarEntry entry = jar.getJarEntry(name);
    assertThat(name + ", which a build with -o leaves out", entry, is(notNullValue()));
    try (InputStream in = jar.getInputStream(entry)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static long duckDbNatives(Path jarFile) throws IOException {
    try (JarFile jar = new JarFile(jarFile.toFile())) {
      return jar.stream().filter(entry -> entry.getName().startsWith("libduckdb")).count();
    }
  }

  private static Finished java(String... arguments) throws IOException, InterruptedException {
    return Program.plainBundle(directory, List.of(arguments)).finish(Duration.ofMinutes(3));
  }
}
