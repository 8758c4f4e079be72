// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.sources;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The column of a manifest that has the paths or URIs of images. Stateless and thread-safe. */
public final class UrlColumn {
  /** The usual names, in lower case. */
  public static final List<String> NAMES = List.of("url", "image_uri", "uri", "path");

  private UrlColumn() {}

  /** The columns that have one of the usual names, in upper or lower case. */
  public static List<String> candidates(List<String> columns) {
    return columns.stream().filter(UrlColumn::isUsual).collect(Collectors.toList());
  }

  /** Whether columns contain the given column, or if none is given, one with a usual name. */
  static boolean isIn(List<String> columns, Optional<String> given) {
    return given.map(columns::contains).orElseGet(() -> !candidates(columns).isEmpty());
  }

  private static boolean isUsual(String column) {
    return NAMES.stream().anyMatch(column::equalsIgnoreCase);
  }
}
