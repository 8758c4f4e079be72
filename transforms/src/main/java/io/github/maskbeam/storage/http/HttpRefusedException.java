// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage.http;

import java.io.IOException;

/**
 * Thrown if Maskbeam does not send a request, because of the address it would go to, or does not
 * accept a response. A retry has the same result.
 */
public final class HttpRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  HttpRefusedException(String message) {
    super(message);
  }
}
