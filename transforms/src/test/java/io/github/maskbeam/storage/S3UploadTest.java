// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import io.github.maskbeam.testing.S3Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.aws2.options.S3Options;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A store that refuses some requests of an upload. */
@Timeout(60)
class S3UploadTest {
  private static final int PART_BYTES = 5 << 20;
  private static final String COMPLETE = "POST /photos/out/mask.png?uploadId=1";
  private static final String ABORT = "DELETE /photos/out/mask.png?uploadId=1";

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile String refused = "nothing";
  private volatile int refusal = 400;
  private volatile String contentMd5;
  private volatile Thread interrupted;
  private HttpServer store;

  @BeforeEach
  void serve() throws IOException {
    store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    store.createContext(
        "/",
        exchange -> {
          String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
          contentMd5 = exchange.getRequestHeaders().getFirst("Content-MD5");
          exchange.getRequestBody().readAllBytes();
          requests.add(request);
          boolean isRefused = request.contains(refused);
          if (isRefused && interrupted != null) {
            interrupted.interrupt();
          }
          String name = request.contains("uploadId") ? "Complete" : "Initiate";
          byte[] answer =
              String.format(
                      "<%1$sMultipartUploadResult><UploadId>1</UploadId></%1$sMultipartUploadResult>",
                      name)
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("ETag", "\"1\"");
          exchange.sendResponseHeaders(isRefused ? refusal : 200, answer.length);
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

  @ParameterizedTest
  @CsvSource({
    "partNumber=1, 400",
    "partNumber=2, 400",
    "partNumber=3, 503",
    "POST /photos/out/mask.png?uploadId, 400"
  })
  void abortsAnUploadThatFails(String request, int status) {
    refused = request;
    refusal = status;
    assertThrows(S3Exception.class, () -> write(3 * PART_BYTES - 1));
    assertThat(requests, hasItem(ABORT));
  }

  @Test
  void abortsAnUploadThatIsInterruptedAndKeepsTheInterrupt() {
    refused = "partNumber=2";
    interrupted = Thread.currentThread();
    assertThrows(Exception.class, () -> write(3 * PART_BYTES));
    assertThat(Thread.interrupted(), is(true));
    assertThat(requests, hasItem(ABORT));
  }

  @Test
  void aFailedAbortDoesNotHideTheFailure() {
    refused = "uploadId";
    S3Exception e = assertThrows(S3Exception.class, () -> write(PART_BYTES));
    assertThat(e.statusCode(), is(400));
    assertThat(e.getSuppressed().length, is(1));
  }

  @Test
  void createsNoObjectOfAPartialUpload() {
    refused = "partNumber=2";
    assertThrows(S3Exception.class, () -> write(3 * PART_BYTES));
    assertThat(requests, not(hasItem(COMPLETE)));
  }

  @ParameterizedTest
  @ValueSource(ints = {PART_BYTES / 2, PART_BYTES})
  void completesAnUploadThatSucceedsAndDoesNotAbortIt(int bytes) throws Exception {
    write(bytes);
    assertThat(requests, hasItem(COMPLETE));
    assertThat(requests, not(hasItem(ABORT)));
  }

  @Test
  void anArrayIsOneRequestWhoseContentTheServerCanCheck() throws Exception {
    AtomicFiles.write("s3://photos/out/mask.png", new byte[10], "s3://photos/out/tmp");
    assertThat(requests, contains("PUT /photos/out/mask.png"));
    assertThat(contentMd5, is("pjyQzDaErYsKIXamqP6QBQ=="));
    refused = "mask.png";
    IOException e =
        assertThrows(
            IOException.class,
            () -> AtomicFiles.write("s3://photos/out/mask.png", new byte[1], "s3://photos/tmp"));
    assertThat(e.getCause(), is(instanceOf(S3Exception.class)));
  }

  private static void write(int bytes) throws Exception {
    AtomicFiles.write(
        "s3://photos/out/mask.png",
        "image/png",
        out -> out.write(new byte[bytes]),
        "s3://photos/out/tmp");
  }
}
