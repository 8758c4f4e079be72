// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage.http;

import java.io.IOException;
import org.apache.http.HttpClientConnection;
import org.apache.http.HttpException;
import org.apache.http.HttpInetConnection;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.conn.routing.RouteInfo;
import org.apache.http.protocol.HttpContext;
import org.apache.http.protocol.HttpRequestExecutor;

/**
 * Checks the address of a connection before a request is sent on it. A name that is resolved twice
 * may have different addresses, so a check of the name is not sufficient. Thread-safe.
 */
final class CheckingExecutor extends HttpRequestExecutor {
  /** The attribute with the {@link AddressKind} of the host that redirects to this request. */
  static final String FROM = "maskbeam.from";

  private final Network network;

  CheckingExecutor(Network network) {
    this.network = network;
  }

  @Override
  public HttpResponse execute(
      HttpRequest request, HttpClientConnection connection, HttpContext context)
      throws IOException, HttpException {
    RouteInfo route = HttpClientContext.adapt(context).getHttpRoute();
    // The address of a proxy says nothing about that of the server.
    if (route.getProxyHost() == null && connection instanceof HttpInetConnection) {
      network.requireAllowed(
          ((HttpInetConnection) connection).getRemoteAddress(),
          (AddressKind) context.getAttribute(FROM));
    }
    return super.execute(request, connection, context);
  }
}
