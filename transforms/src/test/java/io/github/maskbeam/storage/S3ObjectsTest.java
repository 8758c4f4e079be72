// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.testing.S3Requests;
import io.github.maskbeam.testing.S3Server;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.apache.beam.sdk.io.aws2.options.S3Options;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3ObjectsTest {
  private static final int PRECONDITION_FAILED = 412;
  private static final S3Pattern OBJECT = S3Pattern.ofObject("s3://photos/a.jpg").orElseThrow();

  @TempDir private static Path directory;
  private static S3Server server;
  private static S3Options options;
  private final byte[] content = new byte[100_000];

  @BeforeAll
  static void start() throws Exception {
    server = S3Server.start(directory, "photos");
    S3Server.useCredentials(S3Server.KEY_ID, S3Server.SECRET);
    options = PipelineOptionsFactory.as(S3Options.class);
    options.setEndpoint(server.endpoint());
    options.setS3ClientFactoryClass(PathStyleS3.class);
  }

  @AfterAll
  static void stop() {
    S3Server.forgetCredentials();
    server.close();
  }

  @BeforeEach
  void put() {
    new Random(1).nextBytes(content);
    server.put("photos", "a.jpg", content);
    S3Requests.forget();
  }

  @Test
  void aReadIsOneRequest() throws IOException {
    try (S3Objects.Download download = open(Duration.ofMinutes(10))) {
      assertThat(download.sizeBytes().orElseThrow(), is(100_000L));
      assertThat(rest(download), is(content));
    }
    assertThat(S3Requests.of("/photos/a.jpg"), contains("GET"));
  }

  @Test
  void aConnectionThatWaitedForMemoryIsOpenedAgain() throws IOException {
    try (S3Objects.Download download = open(Duration.ZERO)) {
      assertThat(rest(download), is(content));
    }
    assertThat(S3Requests.of("/photos/a.jpg"), contains("GET", "GET"));
  }

  @Test
  void contentThatChangedMeanwhileIsRefusedAndMayBeTriedAgain() throws IOException {
    try (S3Objects.Download download = open(Duration.ZERO)) {
      server.put("photos", "a.jpg", new byte[100_000]);
      S3Exception e = assertThrows(S3Exception.class, () -> rest(download));
      assertThat(e.statusCode(), is(PRECONDITION_FAILED));
      assertThat(StorageFailure.of(e).kind(), is(StorageFailure.Kind.TRANSIENT));
    }
  }

  private static S3Objects.Download open(Duration idleLimit) {
    return new S3Objects(options, idleLimit).open(OBJECT);
  }

  private static byte[] rest(S3Objects.Download download) throws IOException {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    byte[] piece = new byte[10_000];
    for (int count = download.read(piece, 0, piece.length); count > 0; ) {
      rest.write(piece, 0, count);
      count = download.read(piece, 0, piece.length);
    }
    return rest.toByteArray();
  }
}
