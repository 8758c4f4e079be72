// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskbeam.model.ModelLoader;
import io.github.maskbeam.schemas.ClassColors;
import io.github.maskbeam.schemas.ModelCard;
import io.github.maskbeam.schemas.RunConfig;
import io.github.maskbeam.schemas.RunInput;
import io.github.maskbeam.schemas.RunModel;
import io.github.maskbeam.schemas.RunRecord;
import io.github.maskbeam.segment.SegmentSettings.Confidence;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The facts about the run that a report shows: parts of run.json, each of them optional. */
final class RunFacts {
  /** Maximum number of patterns and manifests to list. */
  private static final int SHOWN_SOURCES = 10;

  private final RunRecord run;

  private RunFacts(RunRecord run) {
    this.run = run;
  }

  /** The facts in this record. */
  static RunFacts of(RunRecord run) {
    return new RunFacts(run);
  }

  /** The settings of the run, if they are known. */
  Optional<RunConfig> config() {
    return Optional.ofNullable(run.getConfig());
  }

  /** What the run did about confidences; nothing if that is not known. */
  Confidence confidence() {
    String name = config().map(RunConfig::getConfidence).orElse("");
    return Arrays.stream(Confidence.values())
        .filter(confidence -> confidence.name().equals(name))
        .findFirst()
        .orElse(Confidence.OMITTED);
  }

  /**
   * The colors of the classes.
   *
   * @throws IOException if the record has something else instead of colors
   */
  ClassColors colors() throws IOException {
    Optional<List<String>> palette = config().map(RunConfig::getPalette);
    try {
      return palette.map(ClassColors::of).orElse(ClassColors.voc());
    } catch (IllegalArgumentException e) {
      throw new IOException("The palette in run.json is invalid: " + e.getMessage(), e);
    }
  }

  void describe(ObjectNode facts) {
    put(facts, "state", run.getState());
    RunModel model = run.getModel();
    facts.put("is_demo_model", model != null && model.getModel().equals(ModelLoader.DEMO));
    if (model != null) {
      put(facts, "model", model.getModel());
      put(facts, "model_sha256", model.getSha256());
      if (model.getCard() != null) {
        put(facts, "model_card", line(model.getCard()));
      }
      facts.put("input_width_px", model.getInputWidthPx());
      facts.put("input_height_px", model.getInputHeightPx());
      put(facts, "input_type", model.getInputType());
    }
    config().ifPresent(config -> describe(config, facts));
    put(facts, "runner", run.getRunner());
    if (run.getVersions() != null) {
      describe(run.getVersions(), facts);
    }
    put(facts, "started_at", run.getStartedAt());
    put(facts, "finished_at", run.getFinishedAt());
    put(facts, "duration_s", run.getDurationS());
    put(facts, "images_per_second", run.getImagesPerSecond());
    if (run.getTimings() != null) {
      put(facts, "decode_ms", run.getTimings().getDecodeMs().getMean());
      put(facts, "inference_ms", run.getTimings().getInferenceMs().getMean());
    }
    if (run.getCounts() != null) {
      facts.put("duplicates", run.getCounts().getDuplicates());
    }
    Optional<RunInput> input = Optional.ofNullable(run.getInput());
    putList(facts, "patterns", input.map(RunInput::getPatterns));
    putList(facts, "manifests", input.map(RunInput::getManifests));
    putList(facts, "contradictions", Optional.ofNullable(run.getContradictions()));
  }

  private static void describe(RunConfig config, ObjectNode facts) {
    put(facts, "config_sha256", config.getSha256());
    put(facts, "fit", config.getFit());
    put(facts, "scales", config.getScales());
    put(facts, "confidence", config.getConfidence());
    put(facts, "min_confidence", config.getMinConfidence());
    put(facts, "normalization", config.getNormalization());
    put(facts, "delegate", config.getDelegate());
  }

  private static void describe(Map<String, String> versions, ObjectNode facts) {
    for (String component : List.of("maskbeam", "beam", "java")) {
      put(facts, component, versions.get(component));
    }
  }

  /** Omits unknown facts, which the page shows as unknown. */
  private static String line(ModelCard card) {
    return Stream.of(card.getName(), card.getVersion(), card.getAuthor(), card.getLicense())
        .filter(Objects::nonNull)
        .collect(Collectors.joining(", "));
  }

  private static void put(ObjectNode facts, String name, Object value) {
    if (value instanceof Double) {
      facts.put(name, (Double) value);
    } else if (value != null) {
      facts.put(name, ShortText.of(value.toString()));
    }
  }

  private static void putList(ObjectNode facts, String name, Optional<List<String>> values) {
    ObjectNode list = facts.putObject(name);
    list.put("count", values.map(List::size).orElse(0));
    values.stream()
        .flatMap(List::stream)
        .limit(SHOWN_SOURCES)
        .forEach(value -> list.withArray("shown").add(ShortText.of(value)));
  }
}
