// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a report page holds, without a browser. */
public final class ReportData {
  private static final String START = "<script type=\"application/json\" id=\"data\">";

  private ReportData() {}

  /** The JSON that the page shows. */
  public static JsonNode of(Path page) throws IOException {
    String html = Files.readString(page);
    int start = html.indexOf(START) + START.length();
    return new ObjectMapper().readTree(html.substring(start, html.indexOf("</script>", start)));
  }
}
