// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks user names and passwords in URIs, as in {@code http://user:password@host/a.jpg}.
 *
 * <p>A URI is masked where it enters a run, so that no table, file name, message or log can contain
 * the password. The id of an image is the hash of the masked URI: a hash of the password would
 * allow to guess it. A masked URI still has a login and is refused when it is opened.
 */
public final class Logins {
  private static final String MASK = "***@";

  /** Browsers accept any number of slashes in a web address, and so may users. */
  private static final Pattern START =
      Pattern.compile("(?i)(https?:[/\\\\]*|[a-z][a-z0-9+.-]+://)");

  private static final Pattern AUTHORITY = Pattern.compile("[^/\\\\?#]*");
  private static final Pattern NAME_AND_PORT = Pattern.compile("\\[.*|[^:]*(:\\d*)?");
  private static final Pattern LOGIN_IN_TEXT =
      Pattern.compile("(?i)([a-z][a-z0-9+.-]*://)[^/?#\\s]*@");

  private Logins() {}

  /** The URI with its login masked; any other URI or path is returned unchanged. */
  public static String masked(String uri) {
    Matcher start = START.matcher(uri);
    if (!start.lookingAt()) {
      return uri;
    }
    Matcher authority = AUTHORITY.matcher(uri).region(start.end(), uri.length());
    int loginEnd = authority.lookingAt() ? authority.group().lastIndexOf('@') : -1;
    if (loginEnd < 0 && !NAME_AND_PORT.matcher(authority.group()).matches()) {
      // A password with a slash that is not encoded: what looks like a port is part of it.
      loginEnd = uri.lastIndexOf('@') - start.end();
    }
    if (loginEnd < 0 || isHadoopUser(uri, uri.substring(start.end(), start.end() + loginEnd))) {
      return uri;
    }
    return start.group() + MASK + uri.substring(start.end() + loginEnd + 1);
  }

  /** Hadoop's URIs may name the user that reads, without a password. */
  private static boolean isHadoopUser(String uri, String login) {
    return Schemes.isHadoop(uri) && !login.contains(":");
  }

  /** A message with all logins in it masked. */
  public static String maskedIn(String text) {
    return LOGIN_IN_TEXT.matcher(text).replaceAll("$1***@");
  }
}
