// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/** How far a network address reaches, which decides what may be requested from it. */
enum AddressKind {
  /** Reachable from the internet. */
  PUBLIC,
  /** This host, a private network, or a reserved range. */
  PRIVATE,
  /** The local link, where clouds offer the credentials of a machine. */
  LINK_LOCAL;

  /** The metadata services of AWS and GCP over IPv6: in a private range, but with credentials. */
  private static final byte[] METADATA_PREFIX = {(byte) 0xfd, 0, 0x0e, (byte) 0xc2};

  private static final int IPV4_BYTES = 4;

  /** The kind of an address. An IPv6 address that contains an IPv4 address has its kind. */
  static AddressKind of(InetAddress address) {
    Optional<InetAddress> embedded = embeddedIpv4(address);
    if (embedded.isPresent()) {
      return of(embedded.get());
    }
    if (address.isLinkLocalAddress() || startsWith(address.getAddress(), METADATA_PREFIX)) {
      return LINK_LOCAL;
    }
    boolean isPrivate =
        address.isLoopbackAddress()
            || address.isAnyLocalAddress()
            || address.isSiteLocalAddress()
            || address.isMulticastAddress()
            || (address instanceof Inet6Address
                ? isReservedIpv6(address.getAddress())
                : isReservedIpv4(address.getAddress()));
    return isPrivate ? PRIVATE : PUBLIC;
  }

  private static boolean isReservedIpv6(byte[] bytes) {
    // fc00::/7, unique local.
    return (bytes[0] & 0xfe) == 0xfc;
  }

  /** Ranges of RFC 6890 that {@link InetAddress} does not classify. */
  private static boolean isReservedIpv4(byte[] bytes) {
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    return first == 0
        // 100.64.0.0/10, between providers and their customers.
        || (first == 100 && (second & 0xc0) == 64)
        || (first == 192 && second == 0 && bytes[2] == 0)
        || (first == 198 && (second & 0xfe) == 18)
        || first >= 240;
  }

  /**
   * The IPv4 address in an IPv6 address that gateways and operating systems translate: IPv4-mapped
   * and IPv4-compatible ({@code ::/96}), NAT64 ({@code 64:ff9b::/96}) and 6to4 ({@code 2002::/16}).
   */
  private static Optional<InetAddress> embeddedIpv4(InetAddress address) {
    if (!(address instanceof Inet6Address)
        || address.isLoopbackAddress()
        || address.isAnyLocalAddress()) {
      return Optional.empty();
    }
    byte[] bytes = address.getAddress();
    boolean isMapped =
        startsWith(bytes, new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff});
    boolean isCompatible = startsWith(bytes, new byte[12]);
    boolean isNat64 = startsWith(bytes, new byte[] {0, 0x64, (byte) 0xff, (byte) 0x9b});
    if (isMapped || isCompatible || isNat64) {
      return Optional.of(ipv4(bytes, bytes.length - IPV4_BYTES));
    }
    boolean is6to4 = startsWith(bytes, new byte[] {0x20, 0x02});
    return is6to4 ? Optional.of(ipv4(bytes, 2)) : Optional.empty();
  }

  private static boolean startsWith(byte[] bytes, byte[] prefix) {
    return bytes.length > prefix.length
        && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }

  private static InetAddress ipv4(byte[] bytes, int start) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, start, start + IPV4_BYTES));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("An IPv4 address has 4 bytes", e);
    }
  }
}
