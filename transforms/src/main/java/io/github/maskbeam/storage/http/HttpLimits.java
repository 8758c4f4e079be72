// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage.http;

import com.google.auto.value.AutoValue;
import java.time.Duration;

/** How long a server may take, and how often it may send elsewhere. */
@AutoValue
abstract class HttpLimits {
  /** Generous to slow servers, and yet none can hold a worker for long. */
  static final HttpLimits STANDARD =
      of(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(10), 5);

  static HttpLimits of(Duration connect, Duration silence, Duration whole, int redirects) {
    return new AutoValue_HttpLimits(connect, silence, whole, redirects);
  }

  /** Until the connection stands. */
  abstract Duration connect();

  /** Without a byte, before the answer begins and at any time in it. */
  abstract Duration silence();

  /** Until the last byte. */
  abstract Duration whole();

  /** Redirects that are followed. */
  abstract int redirects();
}
