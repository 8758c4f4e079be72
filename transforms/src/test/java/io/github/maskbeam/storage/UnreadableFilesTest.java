// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.schemas.FailureCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a manifest names, it is the failure of one image, at once. */
@Timeout(60)
class UnreadableFilesTest {
  @TempDir private Path directory;

  @BeforeAll
  static void registerFileSystems() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void pipesAndDevicesAreNotOpened() throws Exception {
    Path pipe = directory.resolve("pipe.jpg");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor(), is(0));
    Path link = Files.createSymbolicLink(directory.resolve("link.jpg"), pipe);
    for (Path special : new Path[] {pipe, link, Path.of("/dev/zero"), Path.of("/dev/null")}) {
      assertThat(
          readError(special.toString()).getMessage(),
          is("The path is a pipe, socket or device, not a file"));
    }
  }

  @Test
  void aDirectoryIsNotAFile() {
    assertThat(readError(directory.toString()).getMessage(), containsString("directory"));
  }

  @Test
  void noFileHasANameThatIsTooLong() {
    assertFails(directory.resolve("a".repeat(300) + ".jpg").toString(), FailureCode.NOT_FOUND);
    assertFails(directory + "/a".repeat(5_000), FailureCode.NOT_FOUND);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nosuch://host/a.jpg",
        "/photos/a\0b.jpg",
        "s3://bucket",
        "s3:///a.jpg",
        "s3://b\0/a.jpg",
        "http:/a.jpg",
        "http://host:99999/a.jpg",
        "http://host:0/a.jpg",
        "http://ho\0st/a.jpg",
        "http://***@host/a.jpg",
        "http://169.254.169.254/a.jpg",
        "://",
        "faulty://match/a.jpg",
        "faulty://open/a.jpg",
        "faulty://read/a.jpg",
        "faulty://close/a.jpg"
      })
  void anythingElseIsAReadErrorToo(String uri) {
    readError(uri);
  }

  @Test
  void theCauseIsInTheMessage() {
    assertThat(
        readError("faulty://read/a.jpg").getMessage(),
        is("Reading failed: the file system failed with UnsupportedOperationException: no read"));
    assertThat(
        readError("http://host:99999/a.jpg").getMessage(),
        is("Reading failed: the port of the HTTP URL is not between 1 and 65535"));
  }

  private static ImageReadException readError(String uri) {
    return assertFails(uri, FailureCode.READ_ERROR);
  }

  private static ImageReadException assertFails(String uri, FailureCode code) {
    ImageReadException e =
        assertThrows(ImageReadException.class, () -> ImageBytes.read(uri, 1 << 20));
    assertThat(e.getMessage(), e.code(), is(code));
    return e;
  }
}
