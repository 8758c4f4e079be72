// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import java.io.IOException;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class UserAgentTest {
  @AfterEach
  void forgetOptions() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
  }

  @Test
  void namesTheProgramItsVersionAndItsPage() throws Exception {
    assertThat(
        UserAgent.STANDARD, matchesPattern("maskbeam/[0-9]+\\.[0-9]+\\S* \\(\\+https://\\S+\\)"));
    assertThat(
        requestWith(PipelineOptionsFactory.create()),
        containsString("\nUser-Agent: " + UserAgent.STANDARD + "\n"));
  }

  @Test
  void canBeSet() throws Exception {
    assertThat(
        requestWith(PipelineOptionsFactory.fromArgs("--userAgent=museum/1 (a@b.org)").create()),
        containsString("\nUser-Agent: museum/1 (a@b.org)\n"));
    PipelineOptions blank = PipelineOptionsFactory.create();
    blank.setUserAgent(" ");
    assertThat(UserAgent.of(blank), is(UserAgent.STANDARD));
  }

  private static String requestWith(PipelineOptions options) throws IOException {
    FileSystems.setDefaultPipelineOptions(options);
    try (RawServer server = RawServer.sending("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
      FileSystems.open(FileSystems.matchNewResource(server.url("/a"), false)).close();
      return server.requests().get(0);
    }
  }
}
