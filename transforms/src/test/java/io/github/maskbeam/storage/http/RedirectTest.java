// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import io.github.maskbeam.storage.StorageFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MalformedURLException;
import java.net.UnknownHostException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where URLs and redirects may lead. */
@Timeout(60)
class RedirectTest {
  private static final byte[] CONTENT = {1, 2, 3};

  /** The server redirects to these, one after the other, and then sends the content. */
  private final Deque<String> locations = new ConcurrentLinkedDeque<>();

  private final List<String> requested = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requested.add(exchange.getRequestURI().toString());
          String location = locations.poll();
          if (location != null) {
            exchange.getResponseHeaders().add("Location", location);
          }
          exchange.sendResponseHeaders(location == null ? 200 : 302, location == null ? 3 : -1);
          if (location == null) {
            exchange.getResponseBody().write(CONTENT);
          }
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://host:99999/x",
        "http://host:65536/x",
        "http://host:0/x",
        "http://host:99999999999/x",
        "http://[::1]:65536/x",
        "http://host:-1/x",
        "http://host:http/x",
        "http://:80/x",
        "http://[::1/x",
        "http:///x",
        "http://",
        "http:x",
        "http://ho st/x",
        "http://user:word@host/x"
      })
  void rejectsUrlsThatLeadNowhere(String url) {
    MalformedURLException e = assertThrows(MalformedURLException.class, () -> HttpFile.open(url));
    assertThat(StorageFailure.of(e).kind(), is(StorageFailure.Kind.PERMANENT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "ftp://127.0.0.1/x",
        "jar:file:/x.jar!/y",
        "mailto:a@b",
        "http://127.0.0.1:99999/x",
        "http://127.0.0.1:0/x",
        "http://127.0.0.1:65536/x",
        "//127.0.0.1:70000/x",
        "http:///x",
        "http://",
        "http://user:word@127.0.0.1/x",
        "http://[::1/x",
        "http://a b/x",
        "://"
      })
  void refusesRedirectsToOtherThanWebAddresses(String location) {
    locations.add(location);
    HttpStatusException e = assertThrows(HttpStatusException.class, () -> read(url("/a")));
    assertThat(e.getMessage(), containsString("the server redirects to a URL that is refused"));
    assertThat(StorageFailure.of(e).kind(), is(StorageFailure.Kind.PERMANENT));
  }

  @ParameterizedTest
  @CsvSource({
    "/x/a?b=c, d.jpg, /x/d.jpg",
    "/x/a?b=c, ?e=f, /x/a?e=f",
    "/x/a, ../d, /d",
    "/x/a, /d#part, /d",
    "/x/a, größe.jpg, /x/gr%C3%B6%C3%9Fe.jpg",
    "'', d, /d"
  })
  void resolvesRelativeRedirects(String path, String location, String requestedThen)
      throws IOException {
    locations.add(location);
    assertThat(read(url(path)), is(CONTENT));
    assertThat(requested.get(1), is(requestedThen));
  }

  @Test
  void followsAChainUpToTheLimit() throws IOException {
    locations.addAll(List.of("/1", "/2", "//127.0.0.1:" + port() + "/3", "/4", url("/5")));
    assertThat(read(url("/0")), is(CONTENT));
    assertThat(requested, contains("/0", "/1", "/2", "/3", "/4", "/5"));
  }

  @Test
  void readsFromIpv6Addresses() throws Exception {
    String response = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx";
    try (RawServer ipv6 =
        RawServer.start(
            InetAddress.getAllByName("::1")[0],
            (server, out) -> out.write(response.getBytes(StandardCharsets.US_ASCII)))) {
      assertThat(read("http://[::1]:" + ipv6.port() + "/[a]"), is(new byte[] {'x'}));
      assertThat(ipv6.requests().get(0), containsString("GET /%5Ba%5D HTTP/1.1\n"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data/",
        "http://[fe80::1]/x",
        "http://[::ffff:169.254.169.254]/x",
        "http://2852039166/x",
        "http://[fd00:ec2::254]/x"
      })
  void refusesLinkLocalAddresses(String url) {
    assertRefused("link-local", () -> HttpFile.open(url));
  }

  @Test
  void refusesNamesAndRedirectsThatLeadToALinkLocalAddress() {
    for (String address : List.of("169.254.169.254", "fe80::1")) {
      Network network = network("meta.test", address);
      assertRefused("link-local", () -> read(network, "http://meta.test:" + port() + "/a"));
    }
    locations.add("http://169.254.169.254/x");
    assertRefused("link-local", () -> read(url("/a")));
  }

  @Test
  void followsARedirectFromAPublicToAPrivateAddressNeither() throws IOException {
    Network network = network("public.test", "127.0.0.1");
    String start = "http://public.test:" + port() + "/a";
    assertThat("public to public", read(network, start), is(CONTENT));
    locations.add(start);
    assertThat("private to public", read(network, url("/b")), is(CONTENT));
    for (String location :
        List.of(url("/c"), "http://localhost:" + port() + "/c", "http://10.1.2.3/")) {
      requested.clear();
      locations.add(location);
      assertRefused("from a public to a private", () -> read(network, start));
      assertThat("the private server is not asked", requested, contains("/a"));
    }
    locations.addAll(List.of(start, url("/d")));
    assertRefused("from a public to a private", () -> read(network, url("/e")));
  }

  @Test
  void checksTheAddressThatANameHasWhenItConnects() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    InetAddress elsewhere = InetAddress.getAllByName("192.0.2.1")[0];
    Deque<InetAddress> answers =
        new ArrayDeque<>(
            List.of(
                publicLoopback("public.test"), publicLoopback("public.test"), elsewhere, loopback));
    Network network = new Network(host -> new InetAddress[] {answers.remove()}, RedirectTest::kind);
    locations.add("http://rebinding.test:" + port() + "/b");
    assertRefused(
        "from a public to a private", () -> read(network, "http://public.test:" + port() + "/a"));
    assertThat(requested, contains("/a"));
  }

  /** This machine, but with a name that is public although it leads to loopback. */
  private static Network network(String name, String address) {
    return new Network(
        host -> {
          if (!host.equals(name)) {
            return InetAddress.getAllByName(host);
          }
          byte[] bytes = InetAddress.getAllByName(address)[0].getAddress();
          return new InetAddress[] {InetAddress.getByAddress(name, bytes)};
        },
        RedirectTest::kind);
  }

  private static InetAddress publicLoopback(String name) throws UnknownHostException {
    return InetAddress.getByAddress(name, new byte[] {127, 0, 0, 1});
  }

  private static AddressKind kind(InetAddress address) {
    boolean isNamedPublic = address.toString().startsWith("public.test/");
    return isNamedPublic ? AddressKind.PUBLIC : AddressKind.of(address);
  }

  private static void assertRefused(String reason, Executable read) {
    HttpRefusedException e = assertThrows(HttpRefusedException.class, read);
    assertThat(e.getMessage(), containsString(reason));
    assertThat(StorageFailure.of(e).kind(), is(StorageFailure.Kind.PERMANENT));
    assertThat(StorageFailure.of(e).reason(), not(containsString("169")));
  }

  private static byte[] read(Network network, String url) throws IOException {
    return read(new FileRequest(HttpLimits.STANDARD, "test", new WebClient(network)).open(url));
  }

  private static byte[] read(String url) throws IOException {
    return read(HttpFile.open(url));
  }

  private static byte[] read(HttpFile file) throws IOException {
    try (file) {
      return Channels.newInputStream(file).readAllBytes();
    }
  }

  private int port() {
    return server.getAddress().getPort();
  }

  private String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }
}
