// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage.http;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Converts URIs as users write them, which are not always encoded as RFC 3986 requires. */
final class HttpUris {
  private static final Pattern HEX_PAIR = Pattern.compile("[0-9a-fA-F]{2}");
  private static final String ALLOWED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#@!$&'()*+,;=";

  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final Pattern AUTHORITY = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*:)?//[^/?#]*");
  private static final Pattern PORT = Pattern.compile(":\\d+$");
  private static final int MAX_PORT = 65_535;

  private HttpUris() {}

  /**
   * Converts text to the URI of a request. Encodes characters that are not allowed in a URI. Keeps
   * characters that are encoded already, path segments such as {@code ..}, and the query.
   *
   * @throws MalformedURLException if the URI is invalid, has another scheme, no host, a port that
   *     does not exist, or a user name
   */
  static URI toUri(String text) throws MalformedURLException {
    URI uri;
    try {
      uri = new URI(encoded(text.split("#", 2)[0]));
    } catch (URISyntaxException e) {
      throw new MalformedURLException("the HTTP URL is invalid: " + e.getReason());
    }
    if (uri.getScheme() == null || !SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))) {
      throw new MalformedURLException("the URL is not an http or https URL");
    }
    String authority = uri.getRawAuthority();
    if (authority != null && authority.contains("@")) {
      throw new MalformedURLException(
          "the HTTP URL contains a login. Maskbeam does not log in to web servers;"
              + " remove it from the URL, and use a signed URL or copy the files to a storage that"
              + " has credentials, such as s3://");
    }
    if (authority != null && PORT.matcher(authority).find() && !hasValidPort(uri)) {
      throw new MalformedURLException("the port of the HTTP URL is not between 1 and 65535");
    }
    if (uri.getHost() == null) {
      throw new MalformedURLException("the HTTP URL has no host");
    }
    return uri;
  }

  /** A port that is not an int leaves the URI without host and port. */
  private static boolean hasValidPort(URI uri) {
    return uri.getHost() != null && uri.getPort() >= 1 && uri.getPort() <= MAX_PORT;
  }

  /**
   * The URI that a response redirects to.
   *
   * @throws MalformedURLException as for {@link #toUri}
   */
  static URI redirected(URI from, String location) throws MalformedURLException {
    String base = from.getScheme() + "://" + from.getRawAuthority();
    String path = from.getRawPath().isEmpty() ? "/" : from.getRawPath();
    try {
      // URI.resolve drops the last segment before a query, which RFC 3986 keeps.
      return toUri(
          location.startsWith("?")
              ? base + path + location
              : new URI(base + path).resolve(encoded(location)).toString());
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new MalformedURLException("the URL is invalid");
    }
  }

  private static String encoded(String uri) {
    StringBuilder encoded = new StringBuilder();
    Matcher authority = AUTHORITY.matcher(uri);
    int authorityEnd = authority.lookingAt() ? authority.end() : 0;
    for (int i = 0; i < uri.length(); ) {
      int character = uri.codePointAt(i);
      int next = i + Character.charCount(character);
      boolean isEscape =
          character == '%'
              && next + 2 <= uri.length()
              && HEX_PAIR.matcher(uri.substring(next, next + 2)).matches();
      // Brackets enclose an IPv6 address.
      boolean isBracket = i < authorityEnd && (character == '[' || character == ']');
      if (isEscape || isBracket || ALLOWED.indexOf(character) >= 0) {
        encoded.appendCodePoint(character);
      } else {
        for (byte b : uri.substring(i, next).getBytes(StandardCharsets.UTF_8)) {
          encoded.append(String.format("%%%02X", b));
        }
      }
      i = next;
    }
    return encoded.toString();
  }
}
