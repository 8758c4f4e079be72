// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.apache.beam.sdk.options.PipelineOptions;

/** The header {@code User-Agent}, by which operators of servers know who sends the requests. */
final class UserAgent {
  /** Some servers refuse programs that do not name a page. */
  static final String STANDARD =
      "maskbeam/" + version() + " (+https://github.com/maskbeam/maskbeam)";

  private UserAgent() {}

  /** The value of {@code --userAgent}; Beam's default is replaced by {@link #STANDARD}. */
  static String of(PipelineOptions options) {
    String given = options.getUserAgent();
    String beams = new PipelineOptions.UserAgentFactory().create(options);
    return given == null || given.isBlank() || given.equals(beams) ? STANDARD : given.strip();
  }

  private static String version() {
    try (InputStream in = UserAgent.class.getResourceAsStream("user-agent.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
