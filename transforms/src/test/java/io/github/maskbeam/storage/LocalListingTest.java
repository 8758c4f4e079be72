// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.schemas.FailureCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class LocalListingTest {
  @TempDir private Path directory;

  @BeforeAll
  static void registerFileSystems() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
  }

  @Test
  void namesWithoutAReadableFileAreListed() throws Exception {
    Files.createFile(directory.resolve("a.jpg"));
    Files.createSymbolicLink(directory.resolve("gone.jpg"), directory.resolve("nothing"));
    shell("mkfifo pipe.jpg; touch \"$(printf 'Z\\374rich.jpg')\"");
    String bytes = "file://" + directory + "/Z%FCrich.jpg";
    for (String pattern : List.of("*.jpg", "**", "?*.{jpg,png}")) {
      assertThat(
          images(pattern), containsInAnyOrder(at("a.jpg"), at("gone.jpg"), at("pipe.jpg"), bytes));
    }
    assertFails(at("gone.jpg"), FailureCode.NOT_FOUND, "symbolic link");
    assertFails(at("pipe.jpg"), FailureCode.READ_ERROR, "pipe");
    String charset = System.getProperty("sun.jnu.encoding");
    assertFails(bytes, FailureCode.READ_ERROR, "charset " + charset);
  }

  @Test
  void aJvmInTheCLocaleListsAllNames() throws Exception {
    for (String name : List.of("a.jpg", "Zürich.jpg", "水.jpg")) {
      Files.createFile(directory.resolve(name));
    }
    ProcessBuilder jvm =
        new ProcessBuilder(
            System.getProperty("java.home") + "/bin/java",
            "-cp",
            System.getProperty("java.class.path"),
            ListedNames.class.getName(),
            at("*.jpg"));
    jvm.environment().put("LC_ALL", "C");
    Process listing = jvm.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<String> listed =
        new String(listing.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .collect(Collectors.toList());
    assertThat(listing.waitFor(), is(0));
    String uri = "file://" + directory;
    assertThat(
        listed, containsInAnyOrder(at("a.jpg"), uri + "/Z%C3%BCrich.jpg", uri + "/%E6%B0%B4.jpg"));
  }

  @Test
  void theStartCheckFindsThemToo() throws Exception {
    shell("mkfifo pipe.jpg");
    assertThat(
        FirstMatch.find(at("*.jpg"), file -> true, PipelineOptionsFactory.create()),
        is(Optional.of(at("pipe.jpg"))));
  }

  @Test
  void namesWithLineBreaksAreListed() throws Exception {
    Files.createDirectory(directory.resolve("x\ny"));
    Files.createFile(directory.resolve("x\ny/a\nb.jpg"));
    for (String pattern : List.of("**", "**.jpg", "**/*.jpg", "*/*.jpg")) {
      assertThat(images(pattern), containsInAnyOrder(at("x\ny/a\nb.jpg")));
    }
  }

  /** As on S3 and HDFS, and in shells. */
  @Test
  void directoriesAtAnyLevelMayBeNone() throws Exception {
    Files.createDirectories(directory.resolve("x/y/z"));
    for (String name : List.of("a.jpg", "x/b.jpg", "x/y/c.jpg", "x/y/z/a.jpg")) {
      Files.createFile(directory.resolve(name));
    }
    String[] all = {at("a.jpg"), at("x/b.jpg"), at("x/y/c.jpg"), at("x/y/z/a.jpg")};
    for (String pattern : List.of("**/*.jpg", "**/**/*.jpg", "**/{a,b,c}.jpg")) {
      assertThat(pattern, images(pattern), containsInAnyOrder(all));
    }
    assertThat(images("**/a.jpg"), containsInAnyOrder(all[0], all[3]));
    assertThat(images("x/**/c.jpg"), containsInAnyOrder(all[2]));
    assertThat(images("**/y/**/?.jpg"), containsInAnyOrder(all[2], all[3]));
    assertThat(images("x**/c.jpg"), containsInAnyOrder(all[2]));
    assertThat(images("x/*/{c,**/a}.jpg"), containsInAnyOrder(all[2], all[3]));
  }

  @Test
  void aLoopOfLinksAddsNothing() throws Exception {
    Files.createFile(directory.resolve("a.jpg"));
    Files.createSymbolicLink(directory.resolve("loop"), Path.of("."));
    assertThat(images("**"), containsInAnyOrder(at("a.jpg")));
  }

  private void shell(String script) throws Exception {
    Process shell =
        new ProcessBuilder("sh", "-c", script).directory(directory.toFile()).inheritIO().start();
    assertThat(shell.waitFor(), is(0));
  }

  private String at(String name) {
    return directory + "/" + name;
  }

  private List<String> images(String pattern) throws Exception {
    List<String> images = new ArrayList<>();
    Listing.images(at(pattern), image -> images.add(image.getImageUri()));
    return images;
  }

  private static void assertFails(String uri, FailureCode code, String part) {
    ImageReadException e =
        assertThrows(ImageReadException.class, () -> ImageBytes.read(uri, 1 << 20));
    assertThat(e.getMessage(), containsString(part));
    assertThat(e.code(), is(code));
  }
}
