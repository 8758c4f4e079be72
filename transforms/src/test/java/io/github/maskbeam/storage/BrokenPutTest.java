// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import io.github.maskbeam.testing.S3Server;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.aws2.options.S3Options;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A store that takes the beginning of an upload and refuses a part of it. */
class BrokenPutTest {
  private static final int PART_BYTES = 5 << 20;
  private static final String STARTED =
      "<InitiateMultipartUploadResult><UploadId>1</UploadId></InitiateMultipartUploadResult>";
  private static final String COMPLETED = "<CompleteMultipartUploadResult/>";

  private final AtomicBoolean completed = new AtomicBoolean();
  private HttpServer store;

  @BeforeEach
  void serve() throws Exception {
    store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    store.createContext(
        "/",
        exchange -> {
          String query = exchange.getRequestURI().getQuery();
          exchange.getRequestBody().readAllBytes();
          boolean isRefused = query.contains("partNumber=2");
          boolean isEnd = exchange.getRequestMethod().equals("POST") && query.contains("uploadId");
          if (isEnd) {
            completed.set(true);
          }
          byte[] answer = (isEnd ? COMPLETED : STARTED).getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("ETag", "\"1\"");
          exchange.sendResponseHeaders(isRefused ? 400 : 200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    store.start();
    S3Server.useCredentials(S3Server.KEY_ID, S3Server.SECRET);
    S3Options options = PipelineOptionsFactory.as(S3Options.class);
    options.setEndpoint(URI.create("http://127.0.0.1:" + store.getAddress().getPort()));
    options.setS3ClientFactoryClass(PathStyleS3.class);
    options.setS3UploadBufferSizeBytes(PART_BYTES);
    FileSystems.setDefaultPipelineOptions(options);
  }

  @AfterEach
  void stop() {
    S3Server.forgetCredentials();
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    store.stop(0);
  }

  @Test
  void createsNoObjectOfAPartialUpload() {
    assertThrows(S3Exception.class, () -> write(new byte[3 * PART_BYTES]));
    assertThat(completed.get(), is(false));
  }

  @Test
  void completesAnUploadThatSucceeds() throws Exception {
    write(new byte[PART_BYTES / 2]);
    assertThat(completed.get(), is(true));
  }

  private static void write(byte[] content) throws Exception {
    AtomicFiles.write("s3://photos/out/mask.png", content, "s3://photos/out/tmp");
  }
}
