// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import java.io.IOException;

/**
 * Thrown if a file is not a small text file in UTF-8; the message has the reason and the remedy.
 */
final class MalformedTextException extends IOException {
  private static final long serialVersionUID = 1L;

  MalformedTextException(String message) {
    super(message);
  }
}
