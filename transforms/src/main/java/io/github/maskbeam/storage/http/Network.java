// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Resolves host names and refuses addresses. A list of URLs, or a server that redirects, must not
 * make a worker read what only the worker can reach. Thread-safe.
 */
final class Network {
  /** The network of this machine. */
  static final Network STANDARD = new Network(InetAddress::getAllByName, AddressKind::of);

  private final Resolver resolver;
  private final Function<InetAddress, AddressKind> kinds;

  /** A network with other addresses, for tests. */
  Network(Resolver resolver, Function<InetAddress, AddressKind> kinds) {
    this.resolver = resolver;
    this.kinds = kinds;
  }

  /**
   * The addresses of a host.
   *
   * @throws HttpRefusedException if one of them is link-local
   * @throws UnknownHostException if the host is unknown
   */
  InetAddress[] resolve(String host) throws IOException {
    InetAddress[] addresses = resolver.resolve(host);
    for (InetAddress address : addresses) {
      requireAllowed(address, AddressKind.PRIVATE);
    }
    return addresses;
  }

  /**
   * Checks the addresses of a host before a request.
   *
   * @param from the kind of the host that redirects there; PRIVATE if the user named the host
   * @return PUBLIC if the host has a public address
   * @throws HttpRefusedException if one of its addresses is refused
   * @throws UnknownHostException if the host is unknown
   */
  AddressKind requireAllowed(String host, AddressKind from) throws IOException {
    InetAddress[] addresses = resolve(host);
    for (InetAddress address : addresses) {
      requireAllowed(address, from);
    }
    return Arrays.stream(addresses).map(kinds).anyMatch(AddressKind.PUBLIC::equals)
        ? AddressKind.PUBLIC
        : AddressKind.PRIVATE;
  }

  /** Checks the address that a connection has, which may differ from those that were resolved. */
  void requireAllowed(InetAddress address, AddressKind from) throws HttpRefusedException {
    AddressKind kind = kinds.apply(address);
    if (kind == AddressKind.LINK_LOCAL) {
      throw new HttpRefusedException(
          "the host has a link-local address, which Maskbeam does not request files from");
    }
    if (kind == AddressKind.PRIVATE && from == AddressKind.PUBLIC) {
      throw new HttpRefusedException(
          "the server redirects from a public to a private address, which Maskbeam does not follow");
    }
  }

  /** Finds the addresses of a host. */
  interface Resolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }
}
