// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import io.github.maskbeam.schemas.FailureCode;

/** An image's bytes could not be had; the message is for a person and does not repeat the URI. */
public final class ImageReadException extends Exception {
  private static final long serialVersionUID = 1L;

  private final FailureCode code;

  ImageReadException(FailureCode code, String message) {
    super(message);
    this.code = code;
  }

  /** The stable code that people query by. */
  public FailureCode code() {
    return code;
  }
}
