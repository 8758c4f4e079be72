// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.query;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How a result is written. */
public enum Format {
  /** Aligned columns, for a person. */
  TABLE,
  /** RFC 4180, with a header line. */
  CSV,
  /** An array of objects. */
  JSON,
  /** A table of GitHub's Markdown. */
  MARKDOWN;

  /** The format of this name, in small letters. */
  public static Optional<Format> named(String name) {
    return Arrays.stream(values()).filter(format -> format.toString().equals(name)).findFirst();
  }

  /** All names, for a person. */
  public static String names() {
    return Arrays.stream(values()).map(Format::toString).collect(Collectors.joining(", "));
  }

  /** Whether people read it, rather than programs. */
  boolean isForPeople() {
    return this == TABLE || this == MARKDOWN;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
