// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage.http;

import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import org.apache.http.HttpException;
import org.apache.http.HttpHost;
import org.apache.http.client.ClientProtocolException;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.client.utils.URIUtils;
import org.apache.http.config.ConnectionConfig;
import org.apache.http.config.MessageConstraints;
import org.apache.http.config.RegistryBuilder;
import org.apache.http.conn.DnsResolver;
import org.apache.http.conn.routing.HttpRoutePlanner;
import org.apache.http.conn.socket.ConnectionSocketFactory;
import org.apache.http.conn.socket.PlainConnectionSocketFactory;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.conn.util.InetAddressUtils;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClientBuilder;
import org.apache.http.impl.conn.ManagedHttpClientConnectionFactory;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;
import org.apache.http.impl.conn.SystemDefaultRoutePlanner;
import org.apache.http.impl.entity.StrictContentLengthStrategy;

/**
 * Sends single GET requests, without following redirects. Reuses connections. Thread-safe.
 *
 * <p>Uses Apache's HttpClient 4, because another thread can abort its requests at any point: while
 * it connects, reads headers or reads the body. It starts no thread. The selector thread of {@code
 * java.net.http.HttpClient} would keep the class loader of a Flink job alive, and {@code
 * HttpURLConnection} cannot be stopped while headers arrive.
 */
final class WebClient {
  /** More than the threads of any worker, so that no thread waits for another one's transfer. */
  private static final int MAX_CONNECTIONS = 1 << 12;

  private static final int IDLE_SECONDS = 5;

  /** A reused connection that was idle for this long is checked first. */
  private static final int VALIDATE_AFTER_MS = 50;

  /** A server must not fill the heap with headers. */
  private static final MessageConstraints HEADER_LIMITS =
      MessageConstraints.custom().setMaxLineLength(1 << 16).setMaxHeaderCount(1_000).build();

  /** In the network of this machine, shared because it holds the open connections. */
  static final WebClient STANDARD = new WebClient(Network.STANDARD);

  private final Network network;
  private final HttpRoutePlanner routes = new SystemDefaultRoutePlanner(null);
  private final PoolingHttpClientConnectionManager connections;
  private final CloseableHttpClient client;

  WebClient(Network network) {
    this.network = network;
    connections =
        new PoolingHttpClientConnectionManager(
            RegistryBuilder.<ConnectionSocketFactory>create()
                .register("http", PlainConnectionSocketFactory.getSocketFactory())
                .register("https", SSLConnectionSocketFactory.getSystemSocketFactory())
                .build(),
            // An invalid size must not be taken for an unknown one.
            new ManagedHttpClientConnectionFactory(
                null, null, StrictContentLengthStrategy.INSTANCE, null),
            resolver(network));
    connections.setMaxTotal(MAX_CONNECTIONS);
    connections.setDefaultMaxPerRoute(MAX_CONNECTIONS);
    connections.setValidateAfterInactivity(VALIDATE_AFTER_MS);
    connections.setDefaultConnectionConfig(
        ConnectionConfig.custom().setMessageConstraints(HEADER_LIMITS).build());
    client =
        HttpClientBuilder.create()
            .setConnectionManager(connections)
            .setRoutePlanner(routes)
            .setRequestExecutor(new CheckingExecutor(network))
            .disableRedirectHandling()
            // Otherwise it requests compressed content.
            .disableContentCompression()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableAutomaticRetries()
            .build();
  }

  private static DnsResolver resolver(Network network) {
    return host -> {
      try {
        return network.resolve(host);
      } catch (UnknownHostException e) {
        throw e;
      } catch (IOException e) {
        // The interface permits no other exception; the check before the request has its own.
        UnknownHostException refused = new UnknownHostException(host);
        refused.initCause(e);
        throw refused;
      }
    };
  }

  /**
   * Checks where a URI leads.
   *
   * @param from the kind of the host that redirects there; PRIVATE if the user named the URI
   * @return the kind of the URI's host; a host that only a proxy resolves counts as PUBLIC
   * @throws HttpRefusedException if no request is to be sent there
   */
  AddressKind requireAllowed(URI uri, AddressKind from) throws IOException {
    HttpHost host = URIUtils.extractHost(uri);
    return isProxied(host) && !isAddress(host.getHostName())
        ? AddressKind.PUBLIC
        : network.requireAllowed(host.getHostName(), from);
  }

  private boolean isProxied(HttpHost host) throws IOException {
    try {
      return routes
              .determineRoute(host, new HttpGet("/"), HttpClientContext.create())
              .getProxyHost()
          != null;
    } catch (HttpException e) {
      throw new ClientProtocolException(e);
    }
  }

  private static boolean isAddress(String host) {
    return InetAddressUtils.isIPv4Address(host) || host.startsWith("[");
  }

  /**
   * Sends a request. The caller closes the response, which closes a connection whose body was not
   * read to its end.
   *
   * @param from as for {@link #requireAllowed}
   */
  CloseableHttpResponse send(HttpGet request, AddressKind from) throws IOException {
    connections.closeExpiredConnections();
    connections.closeIdleConnections(IDLE_SECONDS, TimeUnit.SECONDS);
    HttpClientContext context = HttpClientContext.create();
    context.setAttribute(CheckingExecutor.FROM, from);
    return client.execute(request, context);
  }
}
