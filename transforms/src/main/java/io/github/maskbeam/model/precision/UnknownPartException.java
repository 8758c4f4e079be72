// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model.precision;

/** Thrown if a model cannot be rewritten, because a part of it would be lost. */
public final class UnknownPartException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * An exception.
   *
   * @param part what the model has, as the object of a sentence
   */
  UnknownPartException(String part) {
    super(part);
  }
}
