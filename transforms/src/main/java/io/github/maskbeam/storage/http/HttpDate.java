// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage.http;

import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.apache.http.client.utils.DateUtils;

/** Dates in headers, in the three formats of RFC 9110. */
final class HttpDate {
  private HttpDate() {}

  /**
   * Parses the value of a header.
   *
   * @param value may be null
   * @return empty if there is no header or it is invalid
   */
  static Optional<Instant> parse(String value) {
    return Optional.ofNullable(value).map(DateUtils::parseDate).map(Date::toInstant);
  }
}
