// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import io.github.maskbeam.schemas.FailureCode;
import io.github.maskbeam.storage.ImageBytes;
import io.github.maskbeam.storage.ImageReadException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ContentEncodingTest {
  private static final byte[] CONTENT =
      "the content, the content, the content".getBytes(StandardCharsets.US_ASCII);

  private byte[] body = CONTENT;
  private String encoding;
  private String requestedEncoding;
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requestedEncoding = exchange.getRequestHeaders().getFirst("Accept-Encoding");
          exchange.getResponseHeaders().add("Content-Encoding", encoding);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "GZIP", "x-gzip", " gzip "})
  void decodesGzipThatWasNotRequested(String name) throws IOException {
    encoding = name;
    body = gzip(CONTENT);
    assertThat(read("/a.jpg"), is(CONTENT));
    assertThat(requestedEncoding == null, is(true));
  }

  @ParameterizedTest
  @CsvSource({"/uris.txt.gz, gzip", "/a.jpg, none", "/a.jpg, identity", "/a.jpg, binary"})
  void keepsWhatIsNotEncoded(String path, String name) throws IOException {
    encoding = name;
    body = gzip(CONTENT);
    assertThat(read(path), is(body));
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "zstd", "deflate", "compress", "gzip, gzip"})
  void refusesWhatItCannotDecode(String name) {
    encoding = name;
    HttpRefusedException e = assertThrows(HttpRefusedException.class, () -> read("/a.jpg"));
    assertThat(e.getMessage(), containsString("Content-Encoding"));
  }

  @Test
  void damagedGzipIsAReadError() throws IOException {
    encoding = "gzip";
    byte[] whole = gzip(CONTENT);
    for (int length : new int[] {0, 1, 9, 15, whole.length - 1}) {
      body = Arrays.copyOf(whole, length);
      assertThrows(IOException.class, () -> read("/a.jpg"), "cut to " + length);
    }
    for (int flipped : new int[] {0, 2, 12, whole.length - 6}) {
      body = whole.clone();
      body[flipped] ^= 0x55;
      assertThrows(IOException.class, () -> read("/a.jpg"), "flipped at " + flipped);
    }
  }

  @Test
  void aGzipBombIsTooLarge() throws IOException {
    encoding = "gzip";
    body = gzip(new byte[100 << 20]);
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    ImageReadException e =
        assertThrows(ImageReadException.class, () -> ImageBytes.read(url("/a.jpg"), 1 << 20));
    assertThat(e.code(), is(FailureCode.TOO_LARGE));
  }

  private byte[] read(String path) throws IOException {
    try (HttpFile file = HttpFile.open(url(path))) {
      return Channels.newInputStream(file).readAllBytes();
    }
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(encoded)) {
      out.write(content);
    }
    return encoded.toByteArray();
  }
}
