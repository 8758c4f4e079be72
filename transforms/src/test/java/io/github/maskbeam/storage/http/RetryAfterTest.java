// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "120, 120",
    "' 7 ', 7",
    "999999999, 999999999",
    "'Wed, 04 Mar 2026 05:06:37 GMT', 30",
    "'Wednesday, 04-Mar-26 05:06:37 GMT', 30",
    "Wed Mar  4 05:06:37 2026, 30",
    "'Wed, 04 Mar 2026 05:06:06 GMT', 0"
  })
  void parsesSecondsAndDates(String value, long seconds) {
    assertThat(RetryAfter.parse(value, NOW), is(Optional.of(Duration.ofSeconds(seconds))));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "-1", "1.5", "soon", "99999999999999999999"})
  void ignoresOtherValues(String value) {
    assertThat(RetryAfter.parse(value, NOW), is(Optional.empty()));
  }
}
