// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whatever leads to a file, it is listed once. */
@DisabledOnOs(OS.WINDOWS)
class LinkedPathsTest {
  @TempDir private Path directory;

  @Test
  void linksInsideGiveWayToTheDirectoryItself() throws Exception {
    file("in/m/deep/x.jpg");
    link("in/a", "m");
    link("in/z", "m");
    link("in/m/deep/y.jpg", "x.jpg");
    assertThat(images("in/**"), containsInAnyOrder("in/m/deep/x.jpg", "in/m/deep/y.jpg"));
    assertThat(images("in/*/*/*.jpg"), containsInAnyOrder("in/m/deep/x.jpg", "in/m/deep/y.jpg"));
  }

  @Test
  void aPathThroughALinkIsListedIfNoOtherMatches() throws Exception {
    file("in/m/x.jpg");
    file("in/m/y.png");
    link("in/link-a", "m");
    assertThat(images("in/link-*/x.jpg"), containsInAnyOrder("in/link-a/x.jpg"));
    assertThat(
        images("in/?{ink-a/x.jpg,/y.png}"), containsInAnyOrder("in/link-a/x.jpg", "in/m/y.png"));
    link("in/link-b", "m");
    assertThat(
        images("in/link-*/x.jpg"),
        anyOf(is(List.of("in/link-a/x.jpg")), is(List.of("in/link-b/x.jpg"))));
    assertThat(
        images("in/l*{-a/x.*,-b/y.*}"), containsInAnyOrder("in/link-a/x.jpg", "in/link-b/y.png"));
  }

  @Test
  void theFilesBelowTheDepthOfThePatternAreListedThroughLinks() throws Exception {
    file("in/m/deep/x.jpg");
    link("in/near", "m/deep");
    assertThat(images("in/*/x.jpg"), containsInAnyOrder("in/near/x.jpg"));
  }

  @Test
  void oneOfTwoLinksOutsideIsFollowed() throws Exception {
    file("out/deep/x.jpg");
    file("in/y.jpg");
    link("in/a", "../out");
    link("in/b", "../out");
    link("in/c", "../out/deep");
    List<String> images = images("in/**");
    assertThat(images.size(), is(2));
    assertThat(images.contains("in/y.jpg"), is(true));
    assertThat(images("in/b/**"), containsInAnyOrder("in/b/deep/x.jpg"));
  }

  @Test
  void aStartBelowALinkKeepsItsName() throws Exception {
    file("real/m/x.jpg");
    link("real/a", "m");
    link("start", "real");
    assertThat(images("start/**"), containsInAnyOrder("start/m/x.jpg"));
    assertThat(images("start/m/*"), containsInAnyOrder("start/m/x.jpg"));
  }

  @Test
  void cyclesEnd() throws Exception {
    file("in/a/x.jpg");
    file("in/b/y.jpg");
    file("in/b/sub/z.jpg");
    link("in/a/to-b", "../b");
    link("in/b/to-a", "../a");
    link("in/b/sub/up", "..");
    link("in/a/self", ".");
    link("in/a/out", "../..");
    file("w.jpg");
    List<String> images = images("in/**");
    assertThat(images.size(), is(4));
    assertThat(images, hasItems("in/a/x.jpg", "in/b/y.jpg", "in/b/sub/z.jpg"));
    // Which path leads outside first depends on the order of directories.
    images.removeIf(name -> name.endsWith("/out/w.jpg"));
    assertThat(images.size(), is(3));
  }

  @Test
  void aDirectoryThatCannotBeListedIsListedOnce() throws Exception {
    file("in/m/closed/x.jpg");
    link("in/a", "m");
    link("in/z", "m");
    Path closed = directory.resolve("in/m/closed");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    try {
      // The superuser can list everything.
      String expected = Files.isReadable(closed) ? "in/m/closed/x.jpg" : "in/m/closed";
      assertThat(images("in/**"), is(List.of(expected)));
      assertThat(images("in/?/{closed,c}/*"), is(List.of(expected)));
    } finally {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private void file(String name) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.createFile(file);
  }

  private void link(String name, String target) throws IOException {
    Files.createSymbolicLink(directory.resolve(name), Path.of(target));
  }

  /** The names of the images below the directory. */
  private List<String> images(String pattern) throws IOException {
    List<String> names = new ArrayList<>();
    Listing.images(
        directory + "/" + pattern,
        image -> names.add(image.getImageUri().substring(directory.toString().length() + 1)));
    return names;
  }
}
