// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Thrown if a server responds with a status other than 200 or a redirect that is not followed. */
public final class HttpStatusException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /** Null if the server does not say. */
  private final Duration retryAfter;

  HttpStatusException(int status, String message) {
    this(status, message, Optional.empty());
  }

  HttpStatusException(int status, String message, Optional<Duration> retryAfter) {
    super(message);
    this.status = status;
    this.retryAfter = retryAfter.orElse(null);
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** How long the server asks to wait before the next request. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
