// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An S3 server on loopback whose buckets have no last page: who lists them whole never ends. */
public final class EndlessBucket implements AutoCloseable {
  private final HttpServer server;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private EndlessBucket(HttpServer server) {
    this.server = server;
  }

  public static EndlessBucket start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    EndlessBucket bucket = new EndlessBucket(server);
    server.createContext("/", bucket::answer);
    server.start();
    return bucket;
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The requests so far: their methods and addresses. */
  public List<String> requests() {
    return requests;
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    int page = requests.size();
    byte[] answer =
        String.format(
                "<ListBucketResult><IsTruncated>true</IsTruncated>"
                    + "<NextContinuationToken>%d</NextContinuationToken>"
                    + "<Contents><Key>photos/%d.jpg</Key><Size>1</Size>"
                    + "<LastModified>2026-01-01T00:00:00Z</LastModified></Contents>"
                    + "</ListBucketResult>",
                page, page)
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    boolean hasBody = !exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(200, hasBody ? answer.length : -1);
    if (hasBody) {
      exchange.getResponseBody().write(answer);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
