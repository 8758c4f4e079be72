// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage.http;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Addresses as people write them, which are not always encoded as RFC 3986 asks. */
final class HttpUris {
  private static final Pattern HEX_PAIR = Pattern.compile("[0-9a-fA-F]{2}");
  private static final String ALLOWED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#@!$&'()*+,;=";

  private HttpUris() {}

  /**
   * The address to ask: what may not stand in a URI is encoded, what is encoded already stays, and
   * so does everything that has a meaning, as {@code ..} and the query.
   *
   * @throws MalformedURLException if there is no host, or a user's name and password are in it
   */
  static URL toUrl(String uri) throws MalformedURLException {
    URI parsed;
    try {
      parsed = new URI(encoded(uri));
    } catch (URISyntaxException e) {
      throw new MalformedURLException("it is not an http address: " + e.getReason());
    }
    if (parsed.getHost() == null) {
      throw new MalformedURLException("it names no host");
    }
    if (parsed.getRawUserInfo() != null) {
      throw new MalformedURLException(
          "it has a user's name in it, which would end up in tables; Maskbeam reads only what needs"
              + " no login");
    }
    return parsed.toURL();
  }

  /** The address that an answer redirects to. */
  static URL redirected(URL from, String location) throws IOException {
    try {
      return toUrl(from.toURI().resolve(encoded(location)).toString());
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new IOException("the server redirects to an invalid address", e);
    }
  }

  private static String encoded(String uri) {
    StringBuilder encoded = new StringBuilder();
    for (int i = 0; i < uri.length(); ) {
      int character = uri.codePointAt(i);
      int next = i + Character.charCount(character);
      boolean isEscape =
          character == '%'
              && next + 2 <= uri.length()
              && HEX_PAIR.matcher(uri.substring(next, next + 2)).matches();
      if (isEscape || ALLOWED.indexOf(character) >= 0) {
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
