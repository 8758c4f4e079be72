// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

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
}
