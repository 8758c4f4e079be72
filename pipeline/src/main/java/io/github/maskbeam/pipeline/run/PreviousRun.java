// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.run;

import io.github.maskbeam.output.MaskLayout;
import io.github.maskbeam.output.MaskNames;
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
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.generic.GenericData;

/** Compares a job with the previous run in its output directory. */
public final class PreviousRun {
  private static final int SHOWN_HEX_DIGITS = 12;

  private PreviousRun() {}

  /**
   * Requires that the output directory is new, or has the same model and configuration. If run.json
   * is missing, invalid or incomplete, the metadata of one of the masks is compared instead.
   *
   * @param overwrite whether results of other settings are replaced
   * @throws UsageException if model or configuration differ; the message names both
   * @throws IOException if the directory cannot be read
   */
  public static void requireSame(CheckedJob checked, Overwrite overwrite)
      throws IOException, UsageException {
    SegmentJob job = checked.job();
    Optional<RunRecord> earlier = runRecord(job.output());
    requireSameLayout(job, earlier);
    if (overwrite == Overwrite.ANYTHING || earlier.isEmpty()) {
      requireSameNames(job.output(), earlier);
    }
    if (overwrite == Overwrite.ANYTHING) {
      return;
    }
    if (earlier.isPresent()) {
      requireSame(earlier.get(), checked);
      return;
    }
    Optional<ImageRow> mask = OutputMasks.any(job.output());
    if (mask.isPresent()) {
      requireSame(mask.get(), job);
    }
  }

  /** Masks are found in one layout only, so those of another one would stay without being named. */
  private static void requireSameLayout(SegmentJob job, Optional<RunRecord> earlier)
      throws IOException, UsageException {
    if (earlier.isPresent() && MaskLayout.of(earlier.get()) == job.maskLayout()) {
      return;
    }
    MaskLayout other = job.maskLayout() == MaskLayout.FILES ? MaskLayout.SHARDS : MaskLayout.FILES;
    if (OutputMasks.hasAny(job.output(), other)) {
      throw new UsageException(
          ProblemCode.OUTPUT_SETTINGS_DIFFER,
          String.format(
              "--output=%s has masks of --maskLayout=%s, which --overwrite does not replace by"
                  + " --maskLayout=%s. Use another directory, or delete %s.",
              job.output().root(),
              other.name().toLowerCase(Locale.ROOT),
              job.maskLayout().name().toLowerCase(Locale.ROOT),
              job.output().masks()));
    }
  }

  /** Masks of other names would neither be found nor replaced. */
  private static void requireSameNames(OutputLayout output, Optional<RunRecord> earlier)
      throws IOException, UsageException {
    if (earlier.filter(run -> MaskNames.of(run) == output.maskNames()).isPresent()) {
      return;
    }
    MaskNames other = output.maskNames() == MaskNames.ID ? MaskNames.STEM : MaskNames.ID;
    if (OutputMasks.any(output.withMaskNames(other)).isPresent()) {
      throw new UsageException(
          ProblemCode.OUTPUT_SETTINGS_DIFFER,
          String.format(
              "--output=%s has masks of --maskNames=%s, which are not replaced by those of"
                  + " --maskNames=%s. Use another directory, or delete %s.",
              output.root(),
              other.name().toLowerCase(Locale.ROOT),
              output.maskNames().name().toLowerCase(Locale.ROOT),
              output.masks()));
    }
  }

  private static void requireSame(RunRecord earlier, CheckedJob checked) throws UsageException {
    RunModel model = RunJson.model(checked);
    RunConfig config = RunJson.config(checked.job());
    List<String> existing = new ArrayList<>();
    List<String> requested = new ArrayList<>();
    if (!earlier.getModel().getSha256().equals(model.getSha256())) {
      existing.add(text(earlier.getModel()));
      requested.add(text(model));
    }
    if (!earlier.getConfig().getSha256().equals(config.getSha256())) {
      Map<String, Object> before = settings(earlier.getModel(), earlier.getConfig());
      settings(model, config)
          .forEach(
              (name, value) -> {
                if (!Objects.equals(before.get(name), value)) {
                  existing.add(text(name, before.get(name)));
                  requested.add(text(name, value));
                }
              });
      if (existing.isEmpty()) {
        existing.add("configuration " + shortened(earlier.getConfig().getSha256()));
        requested.add("configuration " + shortened(config.getSha256()));
      }
    }
    if (!existing.isEmpty()) {
      refuse(checked.job().output(), String.join(", ", existing), String.join(", ", requested));
    }
  }

  /** The settings of users that the SHA-256 of the configuration covers. */
  private static Map<String, Object> settings(RunModel model, RunConfig config) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("fit", config.getFit());
    settings.put("confidence", config.getConfidence());
    settings.put("minConfidence", config.getMinConfidence());
    settings.put("normalization", config.getNormalization());
    settings.put("modelOutput", config.getModelOutput());
    settings.put("modelLayout", config.getModelLayout());
    settings.put("delegate", config.getDelegate());
    settings.put("delegateOptions", config.getDelegateOptions());
    settings.put("modelInputSize", config.getModelInputSize());
    settings.put("scales", Objects.requireNonNullElse(config.getScales(), "1"));
    settings.put("tileOverlap", config.getTileOverlap());
    settings.put("flip", Objects.requireNonNullElse(config.getFlip(), "OMITTED"));
    settings.put("tiles", Objects.requireNonNullElse(config.getTiles(), "ALL"));
    settings.put("precision", Objects.requireNonNullElse(config.getPrecision(), "MODEL"));
    settings.put("georeference", Objects.requireNonNullElse(config.getGeoreference(), "EMBEDDED"));
    settings.put("crs", config.getCrs());
    settings.put("palette", config.getPalette());
    settings.put("maskLayout", Objects.requireNonNullElse(config.getMaskLayout(), "FILES"));
    settings.put("maskNames", Objects.requireNonNullElse(config.getMaskNames(), "ID"));
    settings.put("labels", model.getLabels());
    return settings;
  }

  /** For an output without run.json. */
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

  private static void refuse(OutputLayout output, String existing, String requested)
      throws UsageException {
    throw new UsageException(
        ProblemCode.OUTPUT_SETTINGS_DIFFER,
        String.format(
            "--output=%s has results of other settings: existing %s, requested %s. Use another"
                + " directory, or --overwrite to replace them.",
            output.root(), existing, requested));
  }

  private static String text(RunModel model) {
    return String.format("model %s (SHA-256 %s)", model.getModel(), shortened(model.getSha256()));
  }

  /** The setting with its value as in run.json. */
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

  /** Which earlier results a run replaces. */
  public enum Overwrite {
    /** None: results of the same settings are reused. */
    NOTHING,
    /** Those of other settings. */
    ANYTHING
  }
}
