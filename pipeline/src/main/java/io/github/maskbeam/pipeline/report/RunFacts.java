// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskbeam.model.ModelLoader;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.pipeline.run.RunJson;
import java.io.IOException;

/** The facts about the run that a report shows: parts of run.json, each of them optional. */
final class RunFacts {
  /** Maximum number of patterns and manifests to list. */
  private static final int SHOWN_SOURCES = 10;

  private final JsonNode run;
  private final String state;

  private RunFacts(JsonNode run, String state) {
    this.run = run;
    this.state = state;
  }

  static RunFacts read(OutputLayout output) throws IOException {
    try {
      return RunJson.read(output)
          .map(run -> new RunFacts(run, run.path("state").asText()))
          .orElseGet(() -> new RunFacts(MissingNode.getInstance(), "MISSING"));
    } catch (JsonProcessingException e) {
      return new RunFacts(MissingNode.getInstance(), "UNREADABLE");
    }
  }

  JsonNode run() {
    return run;
  }

  void describe(ObjectNode facts) {
    JsonNode model = run.path("model");
    facts.put("state", ShortText.of(state));
    facts.put("is_demo_model", model.path("model").asText("").equals(ModelLoader.DEMO));
    put(facts, "model", model.path("model"));
    put(facts, "model_sha256", model.path("sha256"));
    put(facts, "input_width_px", model.path("input_width_px"));
    put(facts, "input_height_px", model.path("input_height_px"));
    put(facts, "input_type", model.path("input_type"));
    JsonNode config = run.path("config");
    put(facts, "config_sha256", config.path("sha256"));
    put(facts, "fit", config.path("fit"));
    put(facts, "confidence", config.path("confidence"));
    put(facts, "normalization", config.path("normalization"));
    put(facts, "runner", run.path("runner"));
    JsonNode versions = run.path("versions");
    put(facts, "maskbeam", versions.path("maskbeam"));
    put(facts, "beam", versions.path("beam"));
    put(facts, "java", versions.path("java"));
    put(facts, "started_at", run.path("started_at"));
    put(facts, "finished_at", run.path("finished_at"));
    put(facts, "duration_s", run.path("duration_s"));
    put(facts, "images_per_second", run.path("images_per_second"));
    put(facts, "decode_ms", run.path("timings").path("decode_ms").path("mean"));
    put(facts, "inference_ms", run.path("timings").path("inference_ms").path("mean"));
    put(facts, "duplicates", run.path("counts").path("duplicates"));
    putList(facts, "patterns", run.path("input").path("patterns"));
    putList(facts, "manifests", run.path("input").path("manifests"));
    putList(facts, "contradictions", run.path("contradictions"));
  }

  /** Only texts and numbers: what else may stand there a report does not expect. */
  private static void put(ObjectNode facts, String name, JsonNode value) {
    if (value.isTextual()) {
      facts.put(name, ShortText.of(value.asText()));
    } else if (value.isNumber()) {
      facts.set(name, value);
    }
  }

  private static void putList(ObjectNode facts, String name, JsonNode values) {
    ObjectNode list = facts.putObject(name);
    list.put("count", values.size());
    for (int i = 0; i < Math.min(SHOWN_SOURCES, values.size()); i++) {
      list.withArray("shown").add(ShortText.of(values.get(i).asText()));
    }
  }
}
