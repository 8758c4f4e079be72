// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage.http;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Instant;
import java.util.zip.ZipException;
import org.apache.http.Header;
import org.apache.http.HttpResponse;
import org.apache.http.NoHttpResponseException;
import org.apache.http.client.ClientProtocolException;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpGet;

/** Requests files: follows redirects, and throws for other responses. Thread-safe. */
final class FileRequest {
  private static final int REDIRECTED = 3;
  private static final int PROXY_AUTHENTICATION_REQUIRED = 407;
  private static final int MAX_REASON_CHARS = 100;

  private final HttpLimits limits;
  private final String userAgent;
  private final WebClient client;

  FileRequest(HttpLimits limits, String userAgent, WebClient client) {
    this.limits = limits;
    this.userAgent = userAgent;
    this.client = client;
  }

  /** See {@link HttpFile#open(String)}. */
  HttpFile open(String text) throws IOException {
    URI uri = HttpUris.toUri(text);
    TransferDeadline deadline = TransferDeadline.start(limits.maxTransferTime());
    try {
      return open(uri, deadline);
    } catch (IOException | RuntimeException e) {
      deadline.close();
      throw e;
    }
  }

  private HttpFile open(URI first, TransferDeadline deadline) throws IOException {
    URI uri = first;
    // The user may name a private host.
    AddressKind from = AddressKind.PRIVATE;
    for (int redirects = 0; ; redirects++) {
      AddressKind kind = client.requireAllowed(uri, from);
      CloseableHttpResponse response = send(uri, from, deadline);
      try {
        if (status(response) == HttpURLConnection.HTTP_OK) {
          return file(response, uri, deadline);
        }
        uri = redirected(response, uri);
        from = kind;
        if (redirects == limits.maxRedirects()) {
          throw new HttpStatusException(
              status(response),
              "the server redirects more than " + limits.maxRedirects() + " times");
        }
      } catch (IOException | RuntimeException e) {
        response.close();
        throw e;
      }
      response.close();
    }
  }

  private CloseableHttpResponse send(URI uri, AddressKind from, TransferDeadline deadline)
      throws IOException {
    HttpGet get = new HttpGet(uri);
    get.setConfig(
        RequestConfig.custom()
            .setConnectTimeout(Math.toIntExact(limits.connectTimeout().toMillis()))
            .setSocketTimeout(Math.toIntExact(limits.readTimeout().toMillis()))
            // A normalized path may be that of another file.
            .setNormalizeUri(false)
            .build());
    get.setHeader("User-Agent", userAgent);
    deadline.guard(get);
    try {
      return client.send(get, from);
    } catch (NoHttpResponseException e) {
      throw deadline.explain(new IOException("the server closed the connection", e));
    } catch (ClientProtocolException e) {
      // Its message quotes what the server sent, which may be confidential.
      throw deadline.explain(new IOException("the server does not respond in valid HTTP", e));
    } catch (IOException e) {
      throw deadline.explain(e);
    }
  }

  private static HttpFile file(CloseableHttpResponse response, URI uri, TransferDeadline deadline)
      throws IOException {
    boolean isGzip = ContentEncoding.isGzip(header(response, "Content-Encoding"), uri);
    try {
      return new HttpFile(response, isGzip, deadline);
    } catch (ZipException e) {
      throw new IOException("the gzip encoding of the response is damaged", e);
    }
  }

  /** The URI that the response redirects to. */
  private static URI redirected(HttpResponse response, URI from) throws HttpStatusException {
    int status = status(response);
    String location = header(response, "Location");
    if (status / 100 != REDIRECTED || location == null) {
      throw new HttpStatusException(
          status,
          reason(response),
          RetryAfter.parse(header(response, "Retry-After"), time(response)));
    }
    URI next;
    try {
      next = HttpUris.redirected(from, HeaderText.decoded(location));
    } catch (MalformedURLException e) {
      throw new HttpStatusException(
          status, "the server redirects to a URL that is refused: " + e.getMessage());
    }
    if (from.getScheme().equalsIgnoreCase("https") && !next.getScheme().equalsIgnoreCase("https")) {
      throw new HttpStatusException(status, "the server redirects from https to http");
    }
    return next;
  }

  private static String reason(HttpResponse response) {
    int status = status(response);
    String phrase = phrase(response);
    switch (status) {
      case HttpURLConnection.HTTP_NOT_FOUND:
      case HttpURLConnection.HTTP_GONE:
        return "the file does not exist on the server (HTTP status " + status + phrase + ")";
      case HttpURLConnection.HTTP_UNAUTHORIZED:
      case HttpURLConnection.HTTP_FORBIDDEN:
      case PROXY_AUTHENTICATION_REQUIRED:
        return "the server denies access (HTTP status " + status + phrase + ")";
      default:
        return "the server responds with HTTP status " + status + phrase;
    }
  }

  /** The reason in the status line, on one line; the body is not quoted. */
  private static String phrase(HttpResponse response) {
    String phrase = response.getStatusLine().getReasonPhrase();
    if (phrase == null || phrase.isBlank()) {
      return "";
    }
    String line = HeaderText.decoded(phrase).replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
    return " " + line.substring(0, Math.min(line.length(), MAX_REASON_CHARS));
  }

  private static int status(HttpResponse response) {
    return response.getStatusLine().getStatusCode();
  }

  private static String header(HttpResponse response, String name) {
    Header header = response.getFirstHeader(name);
    return header == null ? null : header.getValue();
  }

  /** By the clock of the server, to which a date in Retry-After refers. */
  private static Instant time(HttpResponse response) {
    return HttpDate.parse(header(response, "Date")).orElseGet(Instant::now);
  }
}
