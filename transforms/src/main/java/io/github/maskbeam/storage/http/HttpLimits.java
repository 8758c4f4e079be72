// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage.http;

import com.google.auto.value.AutoValue;
import java.time.Duration;

/** The timeouts and the redirect limit for HTTP servers. Immutable. */
@AutoValue
abstract class HttpLimits {
  /** Long enough for slow servers, but no server can block a worker for long. */
  static final HttpLimits STANDARD =
      of(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(10), 5);

  static HttpLimits of(
      Duration connectTimeout, Duration readTimeout, Duration maxTransferTime, int maxRedirects) {
    return new AutoValue_HttpLimits(connectTimeout, readTimeout, maxTransferTime, maxRedirects);
  }

  /** Maximum time to establish a connection. */
  abstract Duration connectTimeout();

  /** Maximum time without data, before and during the response. */
  abstract Duration readTimeout();

  /** Maximum time from the request to the last byte, including redirects. */
  abstract Duration maxTransferTime();

  /** Maximum number of redirects. */
  abstract int maxRedirects();
}
