// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.mask;

import java.util.Locale;

/**
 * A file in a mask's place is not a mask that this program wrote whole. The message is for a person
 * and does not name the file; who knows its URI adds it.
 */
public final class MalformedMaskException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedMaskException(String format, Object... values) {
    super(String.format(Locale.ROOT, format, values));
  }
}
