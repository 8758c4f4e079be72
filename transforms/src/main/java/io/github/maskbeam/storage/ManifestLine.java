// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import java.util.Optional;

/** The lines of a manifest: one image URI each; blank lines and {@code #} comments mean nothing. */
public final class ManifestLine {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private ManifestLine() {}

  /** The URI that a line names, if it names one. Windows line ends and a byte order mark go. */
  public static Optional<String> parse(String line) {
    String text = line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
    String uri = text.strip();
    return uri.isEmpty() || uri.startsWith("#") ? Optional.empty() : Optional.of(uri);
  }
}
