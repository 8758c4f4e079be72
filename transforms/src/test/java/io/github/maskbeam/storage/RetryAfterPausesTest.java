// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import io.github.maskbeam.storage.http.HttpFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Pauses that servers ask for, on a clock that only the pauses move. */
@Timeout(60)
class RetryAfterPausesTest {
  private final List<Long> pausesMs = new ArrayList<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicReference<String> retryAfter = new AtomicReference<>();
  private long nanos;
  private volatile int status = 503;
  private HttpServer server;

  private final Retries retries =
      new Retries(
          4,
          Duration.ofMillis(100),
          pause -> {
            pausesMs.add(pause.toMillis());
            nanos += pause.toNanos();
          },
          () -> 1,
          () -> nanos);

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          int number = requests.incrementAndGet();
          if (retryAfter.get() != null) {
            exchange.getResponseHeaders().add("Retry-After", retryAfter.get());
          }
          exchange.sendResponseHeaders(number < 3 ? status : 200, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @ParameterizedTest
  @CsvSource({"503", "429"})
  void waitsAsLongAsTheServerAsks(int refusal) throws IOException {
    status = refusal;
    retryAfter.set("120");
    request();
    assertThat(pausesMs, contains(120_100L, 120_400L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "Thu, 01 Jan 1970 00:00:00 GMT", "whenever"})
  void waitsAsUsualIfTheServerAsksForNothing(String value) throws IOException {
    retryAfter.set(value);
    request();
    assertThat(pausesMs, contains(100L, 400L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"601", "999999999", "Fri, 31 Dec 9999 23:59:59 GMT"})
  void givesUpAtOnceIfTheServerAsksForMoreThanTheTimeLimit(String value) {
    retryAfter.set(value);
    assertThrows(IOException.class, this::request);
    assertThat(pausesMs, is(empty()));
    assertThat(requests.get(), is(1));
  }

  @Test
  void allPausesTogetherAreWithinTheTimeLimit() {
    retryAfter.set("350");
    assertThrows(IOException.class, this::request);
    assertThat(pausesMs, contains(350_100L));
  }

  @Test
  void aSlowAttemptIsNotRepeatedAfterTheTimeLimit() {
    assertThrows(
        IOException.class,
        () ->
            retries.call(
                () -> {
                  requests.incrementAndGet();
                  nanos += Duration.ofMinutes(10).toNanos();
                  throw new IOException("reset");
                }));
    assertThat(requests.get(), is(1));
  }

  @Test
  void s3ServersAreHonoredToo() {
    SdkHttpResponse response =
        SdkHttpResponse.builder().statusCode(503).putHeader("Retry-After", "30").build();
    Exception slowDown =
        S3Exception.builder()
            .statusCode(503)
            .awsErrorDetails(
                AwsErrorDetails.builder().errorCode("SlowDown").sdkHttpResponse(response).build())
            .build();
    assertThrows(
        IOException.class,
        () ->
            retries.call(
                () -> {
                  throw new IOException(slowDown);
                }));
    assertThat(pausesMs, contains(30_100L, 30_400L, 31_600L));
  }

  private void request() throws IOException {
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/a.jpg";
    retries.<Boolean, RuntimeException>call(
        () -> {
          HttpFile.open(url).close();
          return true;
        });
  }
}
