// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.OutputLock;
import io.github.maskbeam.output.OutputLockedException;
import io.github.maskbeam.schemas.FailureCode;
import io.github.maskbeam.storage.AtomicFiles;
import io.github.maskbeam.storage.FirstMatch;
import io.github.maskbeam.storage.ImageReadException;
import io.github.maskbeam.storage.Listing;
import io.github.maskbeam.storage.StorageFailure;
import io.github.maskbeam.storage.Uris;
import io.github.maskbeam.testing.FirstMatches;
import io.github.maskbeam.testing.HdfsServer;
import java.io.FileNotFoundException;
import java.security.PrivilegedExceptionAction;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.hdfs.HadoopFileSystemOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HdfsImagesTest {
  private static final byte[] CONTENT = {1, 2, 3, 4, 5};

  @TempDir private static java.nio.file.Path directory;
  private static HdfsServer server;
  private static HadoopFileSystemOptions options;

  @BeforeAll
  static void startServer() throws Exception {
    server = HdfsServer.start(directory);
    Configuration configuration = new Configuration(false);
    configuration.set("fs.defaultFS", server.uri());
    options = PipelineOptionsFactory.as(HadoopFileSystemOptions.class);
    options.setHdfsConfiguration(List.of(configuration));
    FileSystems.setDefaultPipelineOptions(options);
    server.put("/tree/a.jpg", CONTENT);
    server.put("/tree/x/b.jpg", CONTENT);
    server.put("/tree/with space/100%/c.jpg", CONTENT);
    server.put("/tree/x/empty.jpg", new byte[0]);
    server.put("/tree/x/other.txt", CONTENT);
  }

  @AfterAll
  static void stopServer() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/tree/**/*.jpg, /tree/a.jpg /tree/x/b.jpg /tree/x/empty.jpg"
        + " /tree/with%20space/100%25/c.jpg",
    "/tree/*, /tree/a.jpg",
    "/tree/**, /tree/a.jpg /tree/x/b.jpg /tree/x/empty.jpg /tree/x/other.txt"
        + " /tree/with%20space/100%25/c.jpg",
    "'/tr**/{b,other}*', /tree/x/b.jpg /tree/x/other.txt",
    "/tree/a.jpg, /tree/a.jpg"
  })
  void matchesPatternsAsOtherFileSystemsDo(String pattern, String files) throws Exception {
    assertThat(listed(pattern), containsInAnyOrder((Object[]) files.split(" ")));
  }

  @ParameterizedTest
  @CsvSource({
    "/tree/**/*.jpg, 4",
    "/tree/*, 1",
    "/tree/**, 5",
    "'/tr**/{b,other}*', 2",
    "'/tree/{x/b,a}.*', 2",
    "/tree/*/*/c.???, 1",
    "/tree/*/empty.jpg, 1",
    "/tree/a.jpg, 1",
    "/tree/x, 0",
    "/tree/**/*.tif, 0"
  })
  void theFirstMatchIsOneOfThoseListed(String pattern, int files) throws Exception {
    assertThat(FirstMatches.check(server.uri() + pattern, options), is(files));
  }

  @Test
  void directoriesWhoseNamesArePatternsAreSearched() throws Exception {
    server.put("/odd/[1] {a,b}*/c.jpg", CONTENT);
    server.put("/odd/[1] {a,b}*/d/e.jpg", CONTENT);
    Optional<String> found = FirstMatch.find(server.uri() + "/odd/*/c.jpg", file -> true, options);
    assertThat(found.isPresent(), is(true));
    assertThat(
        FirstMatch.find(server.uri() + "/odd/**/e.jpg", file -> true, options).isPresent(),
        is(true));
  }

  @Test
  void readsListedFiles() throws Exception {
    String uri = server.uri() + listed("/tree/with*/**").get(0);
    assertThat(Contents.of(uri, 100), is(CONTENT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b.jpg", "100%.jpg", "größe 水.jpg", "[1].jpg", "a?b.jpg", "a#b.jpg"})
  void acceptsUnencodedNamesInManifests(String name) throws Exception {
    server.put("/names/" + name, CONTENT);
    String uri = Uris.readable(server.uri() + "/names/" + name);
    if (name.equals("a#b.jpg") || name.equals("a?b.jpg")) {
      // In a URI they have a meaning of their own, so these have to be encoded.
      uri = server.uri() + "/names/" + name.replace("#", "%23").replace("?", "%3F");
    }
    assertThat(Contents.of(uri, 100), is(CONTENT));
    assertThat(listed("/names/*").contains(uri.substring(server.uri().length())), is(true));
  }

  @Test
  void reportsFailureCodes() throws Exception {
    assertFails(server.uri() + "/no.jpg", FailureCode.NOT_FOUND);
    ImageReadException e = assertFails(server.uri() + "/tree/x", FailureCode.READ_ERROR);
    assertThat(
        e.getMessage(),
        containsString(
            StorageFailure.of(new FileNotFoundException("Path is not a file")).reason()));
    server.put("/secret.jpg", CONTENT);
    try (FileSystem files = server.client()) {
      files.setPermission(new Path("/secret.jpg"), new FsPermission((short) 0600));
    }
    UserGroupInformation.createRemoteUser("stranger")
        .doAs(
            (PrivilegedExceptionAction<ImageReadException>)
                () -> assertFails(server.uri() + "/secret.jpg", FailureCode.ACCESS_DENIED));
  }

  @Test
  void writesAndReplacesFilesAtomically() throws Exception {
    String root = server.uri() + "/out";
    OutputLayout output = OutputLayout.at(root);
    AtomicFiles.write(root + "/masks/mask.png", new byte[100], output.temporary());
    AtomicFiles.write(root + "/masks/mask.png", CONTENT, output.temporary());
    assertThat(Contents.of(root + "/masks/mask.png", 100), is(CONTENT));
    assertThat(listed("/out/**"), contains("/out/masks/mask.png"));
  }

  @Test
  void onlyOneCommandHoldsTheLockOfAnOutput() throws Exception {
    OutputLayout output = OutputLayout.at(server.uri() + "/locked");
    try (OutputLock first = OutputLock.acquire(output, "segment", job -> false)) {
      assertThrows(
          OutputLockedException.class, () -> OutputLock.acquire(output, "verify", job -> false));
      first.requireHeld();
    }
    OutputLock.acquire(output, "verify", job -> false).close();
    assertThat(listed("/locked/**"), is(empty()));
  }

  private static List<String> listed(String pattern) throws Exception {
    return Listing.files(server.uri() + pattern).stream()
        .map(file -> file.resourceId().toString().substring(server.uri().length()))
        .collect(Collectors.toList());
  }

  private static ImageReadException assertFails(String uri, FailureCode code) {
    ImageReadException e = assertThrows(ImageReadException.class, () -> Contents.of(uri, 100));
    assertThat(e.getMessage(), e.code(), is(code));
    return e;
  }
}
