// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.report;

/** Shortens texts from images and models, which may have any length. */
final class ShortText {
  /** Longer than usual paths; signed URIs can have thousands of characters. */
  static final int MAX_CHARACTERS = 400;

  private static final int KEPT_AT_END = 100;

  private ShortText() {}

  /** The text, without its middle if it is too long; the end of a URI is the file name. */
  static String of(String text) {
    int length = text.length();
    return length <= MAX_CHARACTERS
        ? text
        : text.substring(0, MAX_CHARACTERS - KEPT_AT_END - 1)
            + "…"
            + text.substring(length - KEPT_AT_END);
  }
}
