// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import io.github.maskbeam.errors.Causes;
import java.io.IOException;

/**
 * Thrown for a RuntimeException of a file system. File systems of other projects throw them for
 * single files, and a single file must not stop a job.
 */
final class UnexpectedException extends IOException {
  private static final long serialVersionUID = 1L;

  UnexpectedException(RuntimeException cause) {
    super(
        "the file system failed with "
            + cause.getClass().getSimpleName()
            + (cause.getMessage() == null ? "" : ": " + Causes.firstLine(cause)),
        cause);
  }
}
