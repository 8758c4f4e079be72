// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.sources;

import java.io.IOException;

/** Thrown if the content of a manifest violates its format; the message names the line or row. */
public final class MalformedManifestException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * A violation.
   *
   * @param place the line or row, as in {@code line 17}
   * @param problem what is wrong with it, a predicate
   */
  MalformedManifestException(String place, String problem) {
    super(place + " " + problem);
  }
}
