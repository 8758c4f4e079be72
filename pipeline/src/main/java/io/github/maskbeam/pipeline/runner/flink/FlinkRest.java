// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.runner.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * A client of Flink's REST API, with timeouts. It does not use Flink's classes, because this module
 * does not depend on runners.
 *
 * <p>Source: Flink's REST API, version 1. Thread-safe.
 */
public final class FlinkRest {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int OK = 200;

  /** The prefix of the address of a REST endpoint with TLS. */
  static final String HTTPS = "https://";

  private final String address;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final ObjectMapper mapper = new ObjectMapper();

  private FlinkRest(String address) {
    this.address = address;
  }

  /**
   * The cluster whose JobManager serves REST at this {@code host:port}. With the prefix {@code
   * https://} the connection is encrypted, and the JVM must trust the certificate.
   */
  public static FlinkRest at(String flinkMaster) {
    return new FlinkRest(flinkMaster.startsWith(HTTPS) ? flinkMaster : "http://" + flinkMaster);
  }

  /** The address of the web UI. */
  public String address() {
    return address;
  }

  /**
   * The number of slots of all TaskManagers, free or not.
   *
   * @throws IOException if the cluster does not answer
   */
  public int slots() throws IOException {
    return get("/overview").path("slots-total").asInt();
  }

  /**
   * The response of a GET request, for example to {@code /jobs/overview}.
   *
   * @throws IOException if there is no response in time or its status is not 200
   */
  JsonNode get(String path) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + path)).timeout(TIMEOUT).build();
    try {
      HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() != OK) {
        throw new IOException(address + path + " answers with status " + response.statusCode());
      }
      return mapper.readTree(response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while asking " + address + path);
    }
  }
}
