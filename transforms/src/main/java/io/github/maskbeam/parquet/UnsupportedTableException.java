// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.parquet;

/** Thrown if a valid Parquet file needs what is not supported; the message is a predicate. */
public final class UnsupportedTableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnsupportedTableException(String message) {
    super(message);
  }
}
