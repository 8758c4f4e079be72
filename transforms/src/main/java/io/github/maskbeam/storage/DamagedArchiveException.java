// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import java.io.IOException;

/** Thrown if an archive, or a member of it, is damaged or of an unsupported kind. Not retried. */
final class DamagedArchiveException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedArchiveException(String message) {
    super(message);
  }
}
