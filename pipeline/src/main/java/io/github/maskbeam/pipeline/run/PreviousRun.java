// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.run;

import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.OutputMasks;
import io.github.maskbeam.output.RunRecords;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.pipeline.options.CheckedJob;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.schemas.MalformedRecordException;
import io.github.maskbeam.schemas.RunConfig;
import io.github.maskbeam.schemas.RunModel;
import io.github.maskbeam.schemas.RunRecord;
import io.github.maskbeam.segment.SegmentJob;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.generic.GenericData;

/** What earlier runs made of an output directory: only the same may go on there. */
public final class PreviousRun {
  private static final int SHOWN_HEX_DIGITS = 12;

  private PreviousRun() {}

  /**
   * Sees that the output directory is new, or was made with the same model and configuration. A
   * run.json that is not a run record, or does not say both, counts as none: then a mask decides.
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
    Optional<RunRecord> earlier = runRecord(job.output());
    if (earlier.isPresent()) {
      requireSame(earlier.get(), checked);
      return;
    }
    Optional<ImageRow> mask = OutputMasks.any(job.output());
    if (mask.isPresent()) {
      requireSame(mask.get(), job);
    }
  }

  private static void requireSame(RunRecord earlier, CheckedJob checked) throws UsageException {
    RunModel model = RunJson.model(checked);
    RunConfig config = RunJson.config(checked.job());
    List<String> there = new ArrayList<>();
    List<String> here = new ArrayList<>();
    if (!earlier.getModel().getSha256().equals(model.getSha256())) {
      there.add(text(earlier.getModel()));
      here.add(text(model));
    }
    if (!earlier.getConfig().getSha256().equals(config.getSha256())) {
      Map<String, Object> before = settings(earlier.getModel(), earlier.getConfig());
      settings(model, config)
          .forEach(
              (name, value) -> {
                if (!Objects.equals(before.get(name), value)) {
                  there.add(text(name, before.get(name)));
                  here.add(text(name, value));
                }
              });
      if (there.isEmpty()) {
        there.add("configuration " + shortened(earlier.getConfig().getSha256()));
        here.add("configuration " + shortened(config.getSha256()));
      }
    }
    if (!there.isEmpty()) {
      refuse(checked.job().output(), String.join(", ", there), String.join(", ", here));
    }
  }

  /** What a person can set and the SHA-256 of the configuration covers. */
  private static Map<String, Object> settings(RunModel model, RunConfig config) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("fit", config.getFit());
    settings.put("confidence", config.getConfidence());
    settings.put("normalization", config.getNormalization());
    settings.put("labels", model.getLabels());
    return settings;
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

  private static String text(RunModel model) {
    return String.format("model %s (SHA-256 %s)", model.getModel(), shortened(model.getSha256()));
  }

  /** As in run.json. */
  private static String text(String setting, Object value) {
    return setting + " " + GenericData.get().toString(value);
  }

  private static String hashes(String modelSha256, String configSha256) {
    return String.format(
        "model SHA-256 %s and configuration %s", shortened(modelSha256), shortened(configSha256));
  }

  private static String shortened(String sha256) {
    return sha256.substring(0, Math.min(SHOWN_HEX_DIGITS, sha256.length())) + "…";
  }

  private static Optional<RunRecord> runRecord(OutputLayout output) throws IOException {
    try {
      return RunRecords.read(output)
          .filter(run -> run.getModel() != null && run.getConfig() != null);
    } catch (MalformedRecordException e) {
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
