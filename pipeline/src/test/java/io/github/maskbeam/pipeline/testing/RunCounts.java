// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.testing;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The counts of a finished run, as run.json has them. */
public final class RunCounts {
  private RunCounts() {}

  /** The counts of these names, in this order. */
  public static List<Integer> of(Path output, String... names) throws IOException {
    JsonNode run = new ObjectMapper().readTree(output.resolve("run.json").toFile());
    assertThat(run.get("state").asText(), is("FINISHED"));
    List<Integer> counts = new ArrayList<>();
    for (String name : names) {
      counts.add(run.get("counts").get(name).asInt());
    }
    return counts;
  }

  /** Images listed, segmented and failed. */
  public static List<Integer> images(Path output) throws IOException {
    return of(output, "images_listed", "succeeded", "failed");
  }
}
