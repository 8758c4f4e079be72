// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Paths;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Normalizes paths and URIs that users write. */
public final class Uris {
  private static final Pattern FILE_SCHEME = Pattern.compile("(?i)file:(//(localhost)?(?=/))?");

  private static final Pattern QUERY = Pattern.compile("[?#]");
  private static final Pattern AUTHORITY = Pattern.compile("([^:/]+)://([^/]*)(/.*)");

  private Uris() {}

  /** Whether the text starts with a URI scheme, such as s3://. */
  public static boolean hasScheme(String text) {
    return !Schemes.of(text).isEmpty();
  }

  /**
   * The absolute path without {@code .} and {@code ..}, so that a file has the same name whatever
   * the working directory. A file: URI is converted to a path, because Beam's file systems do not
   * open such URIs. A URI with another scheme is returned unchanged, and so is an invalid path: the
   * error is reported when it is opened.
   *
   * @param workingDirectory the directory that relative paths are resolved against
   */
  public static String absolute(String text, String workingDirectory) {
    Optional<MemberUri> member = MemberUri.of(text);
    if (member.isPresent()) {
      return member.get().in(absolute(member.get().archive(), workingDirectory)).toString();
    }
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

  /** An HTTP URL without its query and fragment. Any other URI or path is returned unchanged. */
  public static String withoutQuery(String uri) {
    return Schemes.isHttp(uri) ? QUERY.split(uri, 2)[0] : uri;
  }

  /**
   * The URI in the form that its file system opens. Hadoop's file systems list and open encoded
   * URIs, so a Hadoop URI that is not encoded is encoded.
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
      // Not encoded, as in file:///a photo[1].jpg: use it unchanged.
      return Paths.get(path).normalize().toString();
    }
  }
}
