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

/** Converts URIs as users write them, which are not always encoded as RFC 3986 requires. */
final class HttpUris {
  private static final Pattern HEX_PAIR = Pattern.compile("[0-9a-fA-F]{2}");
  private static final String ALLOWED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#@!$&'()*+,;=";

  private HttpUris() {}

  /**
   * Converts a URI to a URL. Encodes characters that are not allowed in a URI. Keeps characters
   * that are encoded already, path segments such as {@code ..}, and the query.
   *
   * @throws MalformedURLException if the URI is invalid, has no host, or has a user name
   */
  static URL toUrl(String uri) throws MalformedURLException {
    URI parsed;
    try {
      parsed = new URI(encoded(uri));
    } catch (URISyntaxException e) {
      throw new MalformedURLException("the HTTP URL is invalid: " + e.getReason());
    }
    if (parsed.getHost() == null) {
      throw new MalformedURLException("the HTTP URL has no host");
    }
    if (parsed.getRawUserInfo() != null) {
      throw new MalformedURLException(
          "the HTTP URL has a user name, which would end up in tables; Maskbeam does not support"
              + " authentication");
    }
    return parsed.toURL();
  }

  /** The URL that a response redirects to. */
  static URL redirected(URL from, String location) throws IOException {
    try {
      return toUrl(from.toURI().resolve(encoded(location)).toString());
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new IOException("the server redirects to an invalid URL", e);
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
