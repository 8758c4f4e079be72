// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.sources;

/** Thrown if the format of a manifest cannot be detected; the message is a predicate. */
public final class AmbiguousManifestException extends Exception {
  private static final long serialVersionUID = 1L;

  AmbiguousManifestException(String message) {
    super(message);
  }
}
