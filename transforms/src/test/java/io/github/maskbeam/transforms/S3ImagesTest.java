// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.schemas.FailureCode;
import io.github.maskbeam.storage.AtomicFiles;
import io.github.maskbeam.storage.ImageReadException;
import io.github.maskbeam.storage.Listing;
import io.github.maskbeam.storage.PathStyleS3;
import io.github.maskbeam.testing.FirstMatches;
import io.github.maskbeam.testing.S3Server;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.aws2.options.S3Options;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3ImagesTest {
  private static final String BUCKET = "photos";
  private static final byte[] CONTENT = {1, 2, 3, 4, 5};

  @TempDir private static Path directory;
  private static S3Server server;
  private static S3Options options;

  @BeforeAll
  static void startServer() throws Exception {
    server = S3Server.start(directory, BUCKET);
    use(S3Server.KEY_ID, S3Server.SECRET);
  }

  @AfterAll
  static void stopServer() {
    S3Server.forgetCredentials();
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    server.close();
  }

  private static void use(String keyId, String secret) {
    S3Server.useCredentials(keyId, secret);
    options = PipelineOptionsFactory.as(S3Options.class);
    options.setEndpoint(server.endpoint());
    options.setS3ClientFactoryClass(PathStyleS3.class);
    options.setS3UploadBufferSizeBytes(5 << 20);
    FileSystems.setDefaultPipelineOptions(options);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.jpg",
        "A.jpg",
        "a b.jpg",
        "100%.jpg",
        "a%20b.jpg",
        "größe 水.jpg",
        "[1].jpg",
        "a*b.jpg",
        "a?b=c&d.jpg",
        "{a,b}.jpg",
        "a#b.jpg",
        "dots/..a/b..jpg"
      })
  void readsKeysLiterally(String key) throws Exception {
    server.put(BUCKET, "names/1.jpg", new byte[] {9});
    server.put(BUCKET, "names/aXb.jpg", new byte[] {9});
    server.put(BUCKET, "names/" + key, CONTENT);
    assertThat(Contents.of("s3://photos/names/" + key, 100), is(CONTENT));
    List<String> listed =
        Listing.files("s3://photos/names/**").stream()
            .map(file -> file.resourceId().toString())
            .filter(uri -> uri.equals("s3://photos/names/" + key))
            .collect(Collectors.toList());
    assertThat(listed.size(), is(1));
  }

  @Test
  void excludesDirectoryMarkers() throws Exception {
    server.put(BUCKET, "console/", new byte[0]);
    server.put(BUCKET, "console/a.jpg", CONTENT);
    assertThat(
        Listing.files("s3://photos/console/**").stream()
            .map(file -> file.resourceId().toString())
            .collect(Collectors.toList()),
        containsInAnyOrder("s3://photos/console/a.jpg"));
    assertThat(FirstMatches.check("s3://photos/console/**", options), is(1));
  }

  @ParameterizedTest
  @CsvSource({
    "first/**/*.jpg, 4",
    "first/*.jpg, 1",
    "first/*, 2",
    "first/**, 5",
    "first/?1?/*.jpg, 1",
    "fir*/x y/?.jpg, 1",
    "first/[ab].jpg, 1",
    "first/a.jpg, 1",
    "first/*.tif, 0",
    "nothing/**, 0"
  })
  void theFirstMatchIsOneOfThoseListed(String pattern, int files) throws Exception {
    for (String key : List.of("a.jpg", "a.txt", "x y/b.jpg", "x y/z/c.jpg", "[1]/d.jpg")) {
      server.put(BUCKET, "first/" + key, CONTENT);
    }
    assertThat(FirstMatches.check("s3://photos/" + pattern, options), is(files));
  }

  @Test
  void readsLargeObjectsAndRefusesTooLargeOnes() throws Exception {
    byte[] large = new byte[3_000_001];
    new Random(1).nextBytes(large);
    server.put(BUCKET, "large.jpg", large);
    server.put(BUCKET, "empty.jpg", new byte[0]);
    assertThat(Contents.of("s3://photos/large.jpg", large.length), is(large));
    assertThat(Contents.of("s3://photos/empty.jpg", 1), is(new byte[0]));
    assertFails("s3://photos/large.jpg", large.length - 1, FailureCode.TOO_LARGE);
  }

  @Test
  void reportsMissingObjectsAsNotFound() {
    assertFails("s3://photos/no.jpg", 100, FailureCode.NOT_FOUND);
    assertFails("s3://no-such-bucket/a.jpg", 100, FailureCode.NOT_FOUND);
  }

  @Test
  void reportsWrongCredentialsAsAccessDeniedWithoutThem() {
    try {
      use(S3Server.KEY_ID, "another-secret");
      ImageReadException e = assertFails("s3://photos/a.jpg", 100, FailureCode.ACCESS_DENIED);
      assertThat(
          e.getMessage(),
          allOf(
              containsString("AWS_SECRET_ACCESS_KEY"),
              not(containsString("another-secret")),
              not(containsString(S3Server.KEY_ID))));
    } finally {
      use(S3Server.KEY_ID, S3Server.SECRET);
    }
  }

  @Test
  void writesAndReplacesFilesAtomically() throws Exception {
    OutputLayout output = OutputLayout.at("s3://photos/out");
    byte[] large = new byte[(5 << 20) + 1];
    new Random(1).nextBytes(large);
    AtomicFiles.write("s3://photos/out/mask.png", large, output.temporary());
    assertThat(server.get(BUCKET, "out/mask.png"), is(large));
    AtomicFiles.write("s3://photos/out/mask.png", CONTENT, output.temporary());
    assertThat(server.get(BUCKET, "out/mask.png"), is(CONTENT));
    assertThat(server.keys(BUCKET, "out/"), containsInAnyOrder("out/mask.png"));
  }

  private static ImageReadException assertFails(String uri, long maxBytes, FailureCode code) {
    ImageReadException e = assertThrows(ImageReadException.class, () -> Contents.of(uri, maxBytes));
    assertThat(e.getMessage(), e.code(), is(code));
    return e;
  }
}
