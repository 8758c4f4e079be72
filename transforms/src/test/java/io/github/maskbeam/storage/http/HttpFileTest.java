// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MalformedURLException;
import java.net.SocketTimeoutException;
import java.nio.channels.Channels;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpFileTest {
  private static final byte[] CONTENT = {1, 2, 3, 4, 5};
  private static final HttpLimits SHORT_READ_TIMEOUT =
      HttpLimits.of(Duration.ofSeconds(10), Duration.ofMillis(200), Duration.ofSeconds(30), 5);

  private final List<String> requested = new CopyOnWriteArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", exchange -> send(exchange, CONTENT.length, CONTENT));
    server.createContext("/chunked", exchange -> send(exchange, 0, CONTENT));
    server.createContext("/short", exchange -> send(exchange, 100, CONTENT));
    server.createContext("/status/", HttpFileTest::status);
    server.createContext("/loop", exchange -> redirect(exchange, "/loop"));
    server.createContext("/moved", exchange -> redirect(exchange, "a b.jpg"));
    server.createContext(
        "/stalled",
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write(CONTENT);
          exchange.getResponseBody().flush();
          awaitEnd();
        });
    server.createContext("/silent", exchange -> awaitEnd());
    server.start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a.jpg", "/chunked", "/moved"})
  void readsTheWholeFile(String path) throws IOException {
    assertThat(read(path), is(CONTENT));
  }

  @ParameterizedTest
  @CsvSource({
    "/a b.jpg, /a%20b.jpg",
    "/a%20b.jpg, /a%20b.jpg",
    "/100%.jpg, /100%25.jpg",
    "/100%2.jpg, /100%252.jpg",
    "/größe.jpg, /gr%C3%B6%C3%9Fe.jpg",
    "/😀.jpg, /%F0%9F%98%80.jpg",
    "/x/../a.jpg, /x/../a.jpg",
    "/[1].jpg, /%5B1%5D.jpg",
    "/a.jpg?size=L&name=ü/x#part, /a.jpg?size=L&name=%C3%BC/x"
  })
  void encodesInvalidCharacters(String path, String encoded) throws IOException {
    assertThat(read(path), is(CONTENT));
    assertThat(requested, contains(encoded));
  }

  @Test
  void acceptsLongUrls() throws IOException {
    assertThat(read("/" + "a".repeat(4_000)), is(CONTENT));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 410, 429, 500, 503})
  void rejectsOtherStatuses(int status) {
    HttpStatusException e =
        assertThrows(HttpStatusException.class, () -> read("/status/" + status));
    assertThat(e.status(), is(status));
    assertThat(e.getMessage(), containsString(String.valueOf(status)));
  }

  @Test
  void limitsTheNumberOfRedirects() {
    HttpStatusException e = assertThrows(HttpStatusException.class, () -> read("/loop"));
    assertThat(e.getMessage(), containsString("redirects more than 5 times"));
    assertThat(requested.size(), is(6));
  }

  @Test
  void rejectsAResponseThatIsTooShort() {
    EOFException e = assertThrows(EOFException.class, () -> read("/short"));
    assertThat(e.getMessage(), is("the response ended after 5 of 100 bytes"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/stalled", "/silent"})
  void timesOutIfTheServerSendsNoData(String path) {
    assertThrows(SocketTimeoutException.class, () -> read(path));
  }

  @Test
  void timesOutIfTheTransferTakesTooLong() {
    HttpLimits noTransferTime =
        HttpLimits.of(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ZERO, 0);
    assertThrows(
        SocketTimeoutException.class, () -> read(HttpFile.open(url("/a.jpg"), noTransferTime)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http:///a.jpg", "http://user:word@127.0.0.1/a.jpg"})
  void rejectsUrlsWithoutAHostOrWithAUserName(String uri) {
    MalformedURLException e =
        assertThrows(MalformedURLException.class, () -> HttpFile.open(uri, SHORT_READ_TIMEOUT));
    assertThat(e.getMessage().contains("word"), is(false));
  }

  private byte[] read(String path) throws IOException {
    return read(HttpFile.open(url(path), SHORT_READ_TIMEOUT));
  }

  private static byte[] read(HttpFile file) throws IOException {
    try (file) {
      return Channels.newInputStream(file).readAllBytes();
    }
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private void send(HttpExchange exchange, long size, byte[] content) throws IOException {
    requested.add(exchange.getRequestURI().toString());
    exchange.sendResponseHeaders(200, size);
    exchange.getResponseBody().write(content);
    exchange.close();
  }

  private void redirect(HttpExchange exchange, String location) throws IOException {
    requested.add(exchange.getRequestURI().toString());
    exchange.getResponseHeaders().add("Location", location);
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  private static void status(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    exchange.sendResponseHeaders(Integer.parseInt(path.substring(path.lastIndexOf('/') + 1)), -1);
    exchange.close();
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
