// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import io.github.maskbeam.schemas.FailureCode;

/** Thrown if an image file cannot be read. The message is for users and does not have the URI. */
public final class ImageReadException extends Exception {
  private static final long serialVersionUID = 1L;

  private final FailureCode code;

  ImageReadException(FailureCode code, String message) {
    super(message);
    this.code = code;
  }

  /** The failure code, which is stable across versions. */
  public FailureCode code() {
    return code;
  }
}
