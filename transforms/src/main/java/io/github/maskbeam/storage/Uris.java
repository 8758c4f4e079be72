// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Paths;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Paths and URIs as people write them. */
public final class Uris {
  private static final Pattern FILE_SCHEME = Pattern.compile("(?i)file:(//(localhost)?(?=/))?");

  private static final Pattern QUERY = Pattern.compile("[?#]");
  private static final Pattern AUTHORITY = Pattern.compile("([^:/]+)://([^/]*)(/.*)");

  private Uris() {}

  /** Whether the text starts with a scheme, as s3://bucket/x does. */
  public static boolean hasScheme(String text) {
    return !Schemes.of(text).isEmpty();
  }

  /**
   * A path made absolute and free of {@code .} and {@code ..}, so that one file has one name
   * wherever a run starts. A file: URI becomes the path that it means, since Beam's file systems do
   * not open such URIs; a URI with another scheme stays as it is, and so does what cannot be a path
   * here at all: opening it will tell why.
   *
   * @param workingDirectory what a relative path is relative to
   */
  public static String absolute(String text, String workingDirectory) {
    try {
      if (!hasScheme(text)) {
        return Paths.get(workingDirectory).resolve(text).normalize().toString();
      }
      Matcher file = FILE_SCHEME.matcher(text);
      return file.lookingAt() ? pathOfFileUri(text, file.end()) : text;
    } catch (InvalidPathException e) {
      return text;
    }
  }

  /** A web address without query and fragment; anything else as it is. */
  public static String withoutQuery(String uri) {
    return Schemes.isHttp(uri) ? QUERY.split(uri, 2)[0] : uri;
  }

  /**
   * The URI as its file system reads it: Hadoop's insists on an encoded one, as its listings give
   * them, so one that is not is encoded.
   */
  public static String readable(String uri) {
    if (!Schemes.isHadoop(uri)) {
      return uri;
    }
    try {
      return new URI(uri).toString();
    } catch (URISyntaxException notEncoded) {
      Matcher parts = AUTHORITY.matcher(uri);
      try {
        return parts.matches()
            ? new URI(parts.group(1), parts.group(2), parts.group(3), null, null).toString()
            : uri;
      } catch (URISyntaxException e) {
        return uri;
      }
    }
  }

  private static String pathOfFileUri(String text, int pathStart) {
    String path = text.substring(pathStart);
    try {
      URI uri = URI.create("file:" + path);
      boolean isOnlyPath =
          uri.getFragment() == null && uri.getSchemeSpecificPart().equals(uri.getPath());
      return Paths.get(isOnlyPath ? uri.getPath() : path).normalize().toString();
    } catch (IllegalArgumentException e) {
      // Not encoded as a URI has to be, as in file:///a photo[1].jpg: then it is taken as it
      // stands.
      return Paths.get(path).normalize().toString();
    }
  }
}
