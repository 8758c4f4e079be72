// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.maskbeam.image.memory.ImageMemory;
import io.github.maskbeam.schemas.FailureCode;
import io.github.maskbeam.transforms.Contents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageBytesTest {
  private static final byte[] CONTENT = {1, 2, 3, 4, 5};

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.jpg",
        "a b.jpg",
        "100%.jpg",
        "a%20b.jpg",
        "größe 水.jpg",
        "[1].jpg",
        "a*b.jpg",
        "a?b.jpg",
        "{a,b}.jpg",
        "back\\slash.jpg",
        "IMG-12:30.jpg",
        "#1.jpg",
        "new\nline.jpg",
        "'quoted\".jpg"
      })
  void readsNamesLiterally(String name) throws Exception {
    // What a glob of the same text would match instead.
    Files.write(directory.resolve("1.jpg"), new byte[] {9});
    Files.write(directory.resolve("aXb.jpg"), new byte[] {9});
    Path file = Files.write(directory.resolve(name), CONTENT);
    assertThat(Contents.of(file.toString(), 100), is(CONTENT));
  }

  @Test
  void readsAnEmptyFile() throws Exception {
    Path file = Files.createFile(directory.resolve("empty"));
    assertThat(Contents.of(file.toString(), 1), is(new byte[0]));
  }

  @Test
  void readsUpToTheLimit() throws Exception {
    Path file = Files.write(directory.resolve("a"), CONTENT);
    assertThat(Contents.of(file.toString(), 5), is(CONTENT));
    assertThat(Contents.of(file.toString(), Long.MAX_VALUE), is(CONTENT));
  }

  @ParameterizedTest
  @CsvSource({"4", "1"})
  void reportsTooLargeAboveTheLimit(long maxBytes) throws Exception {
    Path file = Files.write(directory.resolve("a"), CONTENT);
    ImageReadException e =
        assertThrows(ImageReadException.class, () -> Contents.of(file.toString(), maxBytes));
    assertThat(e.code(), is(FailureCode.TOO_LARGE));
    assertThat(e.getMessage(), containsString(" " + maxBytes + " "));
    assertThat(e.getMessage(), containsString("--maxBytes"));
  }

  @Test
  void reportsAMissingFileAsNotFound() {
    assertFails(directory.resolve("no.jpg").toString(), FailureCode.NOT_FOUND);
    assertFails(directory.resolve("no/way/a.jpg").toString(), FailureCode.NOT_FOUND);
    assertFails(directory.resolve("[no].jpg").toString(), FailureCode.NOT_FOUND);
  }

  @Test
  void reportsADirectoryAsReadError() {
    ImageReadException e = assertFails(directory.toString(), FailureCode.READ_ERROR);
    assertThat(e.getMessage(), containsString("directory"));
    assertFails(directory + "/", FailureCode.READ_ERROR);
  }

  @Test
  void reportsAnUnreadableFileAsAccessDenied() throws Exception {
    Path file = Files.write(directory.resolve("secret.jpg"), CONTENT);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(file), "This user, as root does, may read every file");
    assertFails(file.toString(), FailureCode.ACCESS_DENIED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nosuch://host/a.jpg", "a\0b.jpg"})
  void reportsAnUnsupportedSchemeAsReadError(String uri) {
    assertFails(uri, FailureCode.READ_ERROR);
  }

  @Test
  void anInterruptIsNoFailureOfTheFile() throws Exception {
    String file = Files.write(directory.resolve("a"), CONTENT).toString();
    String missing = directory.resolve("no.jpg").toString();
    ImageMemory memory = ImageMemory.ofProcess(0);
    assertInterrupted(() -> ImageBytes.read(file, 100));
    assertInterrupted(() -> ImageBytes.read(missing, 100));
    assertInterrupted(() -> ImageBytes.read(file, 100, memory));
    assertInterrupted(() -> ImageBytes.read(missing, 100, memory));
  }

  private static void assertInterrupted(Executable read) {
    Thread.currentThread().interrupt();
    try {
      assertThrows(InterruptedException.class, read);
    } finally {
      assertThat("the interrupt stays set", Thread.interrupted(), is(true));
    }
  }

  private static ImageReadException assertFails(String uri, FailureCode code) {
    ImageReadException e = assertThrows(ImageReadException.class, () -> Contents.of(uri, 100));
    assertThat(e.code(), is(code));
    return e;
  }
}
