// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import java.io.IOException;

/** Thrown if an output directory is not what its commit records. */
public final class InconsistentOutputException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception whose message names the file and the difference. */
  public InconsistentOutputException(String message) {
    super(message);
  }
}
