// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressKindTest {
  @ParameterizedTest
  @CsvSource({
    "8.8.8.8, PUBLIC",
    "172.32.0.1, PUBLIC",
    "100.128.0.1, PUBLIC",
    "169.253.0.1, PUBLIC",
    "2606:4700::1111, PUBLIC",
    "64:ff9b::808:808, PUBLIC",
    "2002:808:808::1, PUBLIC",
    "127.0.0.1, PRIVATE",
    "127.255.0.9, PRIVATE",
    "0.0.0.0, PRIVATE",
    "0.1.2.3, PRIVATE",
    "10.0.0.1, PRIVATE",
    "172.16.0.1, PRIVATE",
    "172.31.255.255, PRIVATE",
    "192.168.1.1, PRIVATE",
    "192.0.0.192, PRIVATE",
    "100.64.0.1, PRIVATE",
    "100.100.100.200, PRIVATE",
    "198.19.0.1, PRIVATE",
    "224.0.0.1, PRIVATE",
    "255.255.255.255, PRIVATE",
    "::, PRIVATE",
    "::1, PRIVATE",
    "::127.0.0.1, PRIVATE",
    "::ffff:127.0.0.1, PRIVATE",
    "64:ff9b::a00:1, PRIVATE",
    "2002:a00:1::1, PRIVATE",
    "fc00::1, PRIVATE",
    "fd12:3456::1, PRIVATE",
    "fec0::1, PRIVATE",
    "ff02::1, PRIVATE",
    "169.254.0.1, LINK_LOCAL",
    "169.254.169.254, LINK_LOCAL",
    "fe80::1, LINK_LOCAL",
    "febf::1, LINK_LOCAL",
    "::ffff:169.254.169.254, LINK_LOCAL",
    "::169.254.169.254, LINK_LOCAL",
    "64:ff9b::a9fe:a9fe, LINK_LOCAL",
    "2002:a9fe:a9fe::1, LINK_LOCAL",
    "fd00:ec2::254, LINK_LOCAL"
  })
  void classifiesAddresses(String address, AddressKind kind) throws UnknownHostException {
    assertThat(AddressKind.of(InetAddress.getAllByName(address)[0]), is(kind));
  }
}
