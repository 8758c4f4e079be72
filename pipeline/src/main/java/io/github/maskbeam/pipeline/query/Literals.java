// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.query;

/** Values as SQL writes them. */
final class Literals {
  private Literals() {}

  /** A text, whatever is in it. */
  static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
