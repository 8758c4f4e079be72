// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.query;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The format of a printed result. */
public enum Format {
  /** An aligned text table. */
  TABLE,
  /** CSV by RFC 4180, with a header line. */
  CSV,
  /** A JSON array of objects. */
  JSON,
  /** A table in GitHub Flavored Markdown. */
  MARKDOWN;

  /** The format of this lower-case name. */
  public static Optional<Format> named(String name) {
    return Arrays.stream(values()).filter(format -> format.toString().equals(name)).findFirst();
  }

  /** All names, for messages. */
  public static String names() {
    return Arrays.stream(values()).map(Format::toString).collect(Collectors.joining(", "));
  }

  /** Whether the format is for people rather than programs. */
  boolean isForPeople() {
    return this == TABLE || this == MARKDOWN;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
