// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.mask;

import java.util.Locale;

/**
 * Thrown if a file is not a complete mask written by Maskbeam. The message does not contain the URI
 * of the file; callers add it.
 */
public final class MalformedMaskException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedMaskException(String format, Object... values) {
    super(String.format(Locale.ROOT, format, values));
  }
}
