// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.sources;

import io.github.maskbeam.storage.Logins;
import io.github.maskbeam.storage.Uris;
import java.util.Optional;

/**
 * Parses a line of a manifest, which has one image URI per line. Blank lines and lines that start
 * with {@code #} are ignored. Stateless and thread-safe.
 */
public final class ManifestLine {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private ManifestLine() {}

  /** The URI in a line, if there is one. Removes Windows line ends and a byte order mark. */
  public static Optional<String> parse(String line) {
    String text = line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
    String uri = text.strip();
    return uri.isEmpty() || uri.startsWith("#") ? Optional.empty() : Optional.of(uri);
  }

  /**
   * The URI in a cell of a table, without surrounding white space.
   *
   * @throws MalformedManifestException if the cell has no text
   */
  public static String uri(Object cell, RowPlace row) throws MalformedManifestException {
    if (cell == null || (cell instanceof String && ((String) cell).isBlank())) {
      throw row.malformed("names no image");
    }
    if (!(cell instanceof String)) {
      throw row.malformed("names an image by a value that is not a string");
    }
    return ((String) cell).strip();
  }

  /**
   * The image that a manifest names, as tables name it: absolute, without a login.
   *
   * @param uri a path or URI as the manifest has it
   * @param workingDirectory the base of relative paths, an absolute path
   */
  public static String absolute(String uri, String workingDirectory) {
    return Uris.readable(Uris.absolute(Logins.masked(uri), workingDirectory));
  }
}
