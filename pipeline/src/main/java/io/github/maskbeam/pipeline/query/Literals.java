// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.query;

/** SQL literals. */
final class Literals {
  private Literals() {}

  /** A string literal; quotes are escaped. */
  static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
