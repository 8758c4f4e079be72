// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.storage.StorageFailure;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that do not end, and servers that do not speak HTTP. */
@Timeout(60)
class HostileServerTest {
  private static final String SECRET = "SesameOpen";
  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

  /** Each read is in time; only the transfer as a whole is not. */
  private static final HttpLimits SHORT_TRANSFER =
      HttpLimits.of(Duration.ofSeconds(10), Duration.ofSeconds(50), Duration.ofMillis(300), 5);

  @ParameterizedTest
  @CsvSource({
    "'', H",
    "'HTTP/1.1 200 ', O",
    "'HTTP/1.1 200 OK\r\nX: ', y",
    "'HTTP/1.1 200 OK\r\n', 'X: y\r\n'",
    "'HTTP/1.1 302 Found\r\nLocation: /', a",
    "'HTTP/1.1 100 Continue\r\n\r\n', 'HTTP/1.1 100 Continue\r\n\r\n'",
    "'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n', 0",
    "'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=', y",
    "'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n', '1\r\nx\r\n'",
    "'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n', 'X: y\r\n'",
    "'HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n', x",
    "'HTTP/1.1 200 OK\r\n\r\n', x",
    "'HTTP/1.1 404 No\r\nContent-Length: 1000000\r\nX: ', x"
  })
  void theTimeLimitHoldsForAResponseThatDrips(String start, String drip) throws Exception {
    try (RawServer server = RawServer.dripping(start, drip)) {
      SocketTimeoutException e =
          assertThrows(SocketTimeoutException.class, () -> read(server.url("/a"), SHORT_TRANSFER));
      assertThat(e.getMessage(), containsString("took longer than"));
    }
    awaitEndOfTimer();
  }

  @Test
  void theTimeLimitHoldsForATlsHandshakeThatDrips() throws Exception {
    // The header of a handshake message of 16 KiB.
    byte[] header = {0x16, 3, 3, 0x40, 0, 2, 0, 0x3f, (byte) 0xfc};
    try (RawServer server = RawServer.drippingAtOnce(header, 0)) {
      assertThrows(
          SocketTimeoutException.class,
          () -> read("https://127.0.0.1:" + server.port() + "/a", SHORT_TRANSFER));
    }
    awaitEndOfTimer();
  }

  private static void awaitEndOfTimer() throws InterruptedException {
    Optional<Thread> timer =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals("maskbeam-http-deadline"))
            .findFirst();
    if (timer.isPresent()) {
      timer.get().join(30_000);
      assertThat("no thread is left", timer.get().isAlive(), is(false));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SesameOpen",
        "SSH-2.0-SesameOpen\r\n",
        "HTTP/1.1 abc SesameOpen\r\n\r\n",
        "HTTP/9.9.9 200 SesameOpen\r\n\r\n",
        "HTTP/1.1 200 OK\r\nSesameOpen\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: SesameOpen\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: SesameOpen\r\n\r\nx",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nSesameOpen\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nSesameOpen",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nSesameOpen\r\n",
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nSesameOpen",
        "HTTP/1.1 200 OK\r\nContent-Encoding: SesameOpen, br\r\n\r\nx",
        "HTTP/1.1 302 Found\r\nLocation: ftp://SesameOpen/\r\n\r\n",
        "HTTP/1.1 403 Forbidden\r\n\r\nSesameOpen"
      })
  void aFailureDoesNotQuoteWhatTheServerSends(String response) throws Exception {
    try (RawServer server = RawServer.sending(response)) {
      IOException e =
          assertThrows(IOException.class, () -> read(server.url("/a"), HttpLimits.STANDARD));
      assertThat(StorageFailure.of(e).reason(), not(containsString(SECRET)));
    }
  }

  @Test
  void headersDoNotFillTheMemory() throws Exception {
    for (String header : new String[] {"X: " + "y".repeat(1 << 17), "X: y\r\n".repeat(2_000)}) {
      try (RawServer server = RawServer.sending("HTTP/1.1 200 OK\r\n" + header + "\r\n\r\n")) {
        assertThrows(IOException.class, () -> read(server.url("/a"), HttpLimits.STANDARD));
      }
    }
  }

  @Test
  void anUnfinishedChunkedResponseIsTooShort() throws Exception {
    for (String chunks : new String[] {"5\r\nab", "2\r\nab\r\n"}) {
      try (RawServer server = RawServer.sending(CHUNKED + chunks)) {
        EOFException e =
            assertThrows(EOFException.class, () -> read(server.url("/a"), HttpLimits.STANDARD));
        assertThat(e.getMessage(), containsString("the response ended after 2 bytes"));
      }
    }
  }

  @Test
  void aReasonInUtf8IsReadable() throws Exception {
    byte[] phrase = "voll größer".getBytes(StandardCharsets.UTF_8);
    String line = "HTTP/1.1 507 " + new String(phrase, StandardCharsets.ISO_8859_1) + "\r\n\r\n";
    try (RawServer server = RawServer.sending(line)) {
      IOException e =
          assertThrows(IOException.class, () -> read(server.url("/a"), HttpLimits.STANDARD));
      assertThat(e.getMessage(), containsString("507 voll größer"));
    }
  }

  @Test
  void theReasonOfTheServerIsInTheMessage() throws Exception {
    String response =
        "HTTP/1.1 503 Back\u0007 at noon \r\nContent-Length: 0\r\nRetry-After: 7\r\n\r\n";
    try (RawServer server = RawServer.sending(response)) {
      HttpStatusException e =
          assertThrows(
              HttpStatusException.class, () -> read(server.url("/a"), HttpLimits.STANDARD));
      assertThat(e.getMessage(), is("the server responds with HTTP status 503 Back at noon"));
      assertThat(e.retryAfter(), is(Optional.of(Duration.ofSeconds(7))));
    }
  }

  private static byte[] read(String url, HttpLimits limits) throws IOException {
    try (HttpFile file = HttpFile.open(url, limits)) {
      return Channels.newInputStream(file).readAllBytes();
    }
  }
}
