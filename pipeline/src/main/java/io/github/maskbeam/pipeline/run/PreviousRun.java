// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.OutputMasks;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.pipeline.options.CheckedJob;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.segment.SegmentJob;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What earlier runs made of an output directory: only the same may go on there. */
public final class PreviousRun {
  private static final int SHOWN_HEX_DIGITS = 12;

  /** Settings that run.json tells of a job's model and configuration, by their place there. */
  private static final List<String> SETTINGS =
      List.of("/config/fit", "/config/confidence", "/config/normalization", "/model/labels");

  private PreviousRun() {}

  /**
   * Sees that the output directory is new, or was made with the same model and configuration.
   *
   * @param overwrite whether what something else made is to be replaced
   * @throws UsageException if it is not; the message names both
   * @throws IOException if the directory cannot be read
   */
  public static void requireSame(CheckedJob checked, Overwrite overwrite)
      throws IOException, UsageException {
    if (overwrite == Overwrite.ANYTHING) {
      return;
    }
    SegmentJob job = checked.job();
    Optional<JsonNode> earlier = runJson(job.output());
    if (earlier.isPresent()) {
      requireSame(earlier.get(), RunJson.description(checked), job);
      return;
    }
    Optional<ImageRow> mask = OutputMasks.any(job.output());
    if (mask.isPresent()) {
      requireSame(mask.get(), job);
    }
  }

  private static void requireSame(JsonNode earlier, JsonNode now, SegmentJob job)
      throws UsageException {
    List<String> there = new ArrayList<>();
    List<String> here = new ArrayList<>();
    if (!earlier.at("/model/sha256").equals(now.at("/model/sha256"))) {
      there.add(model(earlier));
      here.add(model(now));
    }
    if (!earlier.at("/config/sha256").equals(now.at("/config/sha256"))) {
      for (String setting : SETTINGS) {
        if (!earlier.at(setting).equals(now.at(setting))) {
          String name = setting.substring(setting.lastIndexOf('/') + 1);
          there.add(name + " " + earlier.at(setting));
          here.add(name + " " + now.at(setting));
        }
      }
      if (there.isEmpty()) {
        there.add("configuration " + shortened(earlier.at("/config/sha256").asText()));
        here.add("configuration " + shortened(job.configSha256()));
      }
    }
    if (!there.isEmpty()) {
      refuse(job.output(), String.join(", ", there), String.join(", ", here));
    }
  }

  /** Without run.json, a mask still tells. */
  private static void requireSame(ImageRow mask, SegmentJob job) throws UsageException {
    boolean isSame =
        mask.getModelSha256().equals(job.modelSha256())
            && mask.getConfigSha256().equals(job.configSha256());
    if (!isSame) {
      refuse(
          job.output(),
          hashes(mask.getModelSha256(), mask.getConfigSha256()),
          "model " + job.model() + ", " + hashes(job.modelSha256(), job.configSha256()));
    }
  }

  private static void refuse(OutputLayout output, String there, String here) throws UsageException {
    throw new UsageException(
        ProblemCode.OUTPUT_SETTINGS_DIFFER,
        String.format(
            "--output=%s was made with something else: %s there, but %s here. Name another"
                + " directory, or let --overwrite replace what is there.",
            output.root(), there, here));
  }

  private static String model(JsonNode run) {
    return String.format(
        "model %s (SHA-256 %s)",
        run.at("/model/model").asText(), shortened(run.at("/model/sha256").asText()));
  }

  private static String hashes(String modelSha256, String configSha256) {
    return String.format(
        "model SHA-256 %s and configuration %s", shortened(modelSha256), shortened(configSha256));
  }

  private static String shortened(String sha256) {
    return sha256.substring(0, Math.min(SHOWN_HEX_DIGITS, sha256.length())) + "…";
  }

  /** What is no JSON was not written by a run, and tells nothing. */
  private static Optional<JsonNode> runJson(OutputLayout output) throws IOException {
    try {
      return RunJson.read(output)
          .filter(
              run -> run.at("/model/sha256").isTextual() && run.at("/config/sha256").isTextual());
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** What of earlier work may be replaced. */
  public enum Overwrite {
    /** Nothing; what was made with the same settings is kept and added to. */
    NOTHING,
    /** What was made with other settings. */
    ANYTHING
  }
}
