// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import io.github.maskbeam.schemas.Sha256;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCacheTest {
  private static final byte[] MODEL = "a model".repeat(1000).getBytes(StandardCharsets.UTF_8);
  private static final String SHA256 = Sha256.hex(MODEL);

  @TempDir private Path temporary;

  private final AtomicInteger requests = new AtomicInteger();
  private HttpServer server;
  private Path directory;
  private volatile int status = 200;
  private volatile byte[] answer = MODEL;

  @BeforeEach
  void serve() throws IOException {
    directory = temporary.resolve("not/yet/there");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/model.tflite",
        exchange -> {
          requests.incrementAndGet();
          exchange.sendResponseHeaders(status, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.createContext(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().add("Location", address("/model.tflite").toString());
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    server.createContext(
        "/broken",
        exchange -> {
          exchange.sendResponseHeaders(200, MODEL.length);
          exchange.getResponseBody().write(MODEL, 0, 100);
          exchange.getResponseBody().flush();
          // Closing before all bytes are sent aborts the connection.
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void downloadsAModelOnce() throws Exception {
    assertThat(fetch("/model.tflite"), is(MODEL));
    assertThat(fetch("/model.tflite"), is(MODEL));
    assertThat(requests.get(), is(1));
    assertThat(files(), contains(SHA256 + ".tflite"));
  }

  @Test
  void returnsACachedModelWithoutTheServer() throws Exception {
    fetch("/model.tflite");
    server.stop(0);
    assertThat(fetch("/model.tflite"), is(MODEL));
  }

  @Test
  void followsRedirects() throws Exception {
    assertThat(fetch("/moved"), is(MODEL));
  }

  @Test
  void downloadsAgainIfTheCachedFileIsDamaged() throws Exception {
    fetch("/model.tflite");
    Path file = directory.resolve(SHA256 + ".tflite");
    Files.write(file, new byte[] {1, 2, 3});
    assertThat(fetch("/model.tflite"), is(MODEL));
    assertThat(requests.get(), is(2));
    assertThat(Files.readAllBytes(file), is(MODEL));
    assertThat(files(), contains(SHA256 + ".tflite"));
  }

  @Test
  void rejectsAndDoesNotStoreOtherBytes() throws Exception {
    answer = "another model".getBytes(StandardCharsets.UTF_8);
    ModelException e = assertThrows(ModelException.class, () -> fetch("/model.tflite"));
    assertThat(e.failure(), is(ModelFailure.FETCHED_BYTES_DIFFER));
    assertThat(
        e.getMessage(),
        is(
            address("/model.tflite")
                + " returned 13 bytes with SHA-256 "
                + Sha256.hex(answer)
                + " instead of "
                + SHA256
                + "; download the model yourself and use --model=<path>"));
    assertThat(files(), is(empty()));
  }

  @Test
  void reportsAnHttpError() throws Exception {
    status = 404;
    ModelException e = assertThrows(ModelException.class, () -> fetch("/model.tflite"));
    assertThat(e.failure(), is(ModelFailure.NOT_FETCHED));
    assertThat(
        e.getMessage(),
        allOf(
            startsWith(address("/model.tflite") + " cannot be downloaded to " + directory + " ("),
            containsString("404"),
            endsWith("); download the model yourself and use --model=<path>")));
    assertThat(files(), is(empty()));
  }

  @Test
  void doesNotStoreAnIncompleteDownload() throws Exception {
    ModelException e = assertThrows(ModelException.class, () -> fetch("/broken"));
    assertThat(e.failure(), is(ModelFailure.NOT_FETCHED));
    assertThat(files(), is(empty()));
    assertThat(fetch("/model.tflite"), is(MODEL));
  }

  @Test
  void namesAnUnreachableServer() throws Exception {
    int port;
    try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = unused.getLocalPort();
    }
    URI unreachable = URI.create("http://127.0.0.1:" + port + "/m");
    ModelException e =
        assertThrows(
            ModelException.class, () -> ModelCache.in(directory).fetch(unreachable, SHA256));
    assertThat(e.failure(), is(ModelFailure.NOT_FETCHED));
    assertThat(e.getMessage(), containsString(unreachable.toString()));
  }

  @Test
  void namesACacheThatCannotBeWritten() throws Exception {
    Path file = Files.write(temporary.resolve("file"), new byte[1]);
    ModelException e =
        assertThrows(
            ModelException.class,
            () -> ModelCache.in(file).fetch(address("/model.tflite"), SHA256));
    assertThat(e.failure(), is(ModelFailure.NOT_FETCHED));
    assertThat(e.getMessage(), containsString(file.toString()));
  }

  private byte[] fetch(String path) throws ModelException {
    return ModelCache.in(directory).fetch(address(path), SHA256);
  }

  private URI address(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private List<String> files() throws IOException {
    if (!Files.exists(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toList());
    }
  }
}
