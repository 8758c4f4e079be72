// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.run;

import io.github.maskbeam.model.ModelContract;
import io.github.maskbeam.output.RunRecords;
import io.github.maskbeam.pipeline.options.CheckedJob;
import io.github.maskbeam.pipeline.options.Secrets;
import io.github.maskbeam.pipeline.progress.RunMetrics;
import io.github.maskbeam.schemas.RunConfig;
import io.github.maskbeam.schemas.RunCounts;
import io.github.maskbeam.schemas.RunInput;
import io.github.maskbeam.schemas.RunModel;
import io.github.maskbeam.schemas.RunRecord;
import io.github.maskbeam.schemas.RunState;
import io.github.maskbeam.schemas.RunTiming;
import io.github.maskbeam.schemas.RunTimings;
import io.github.maskbeam.segment.SegmentJob;
import io.github.maskbeam.storage.ImageSources;
import io.github.maskbeam.transforms.metrics.MetricNames;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.beam.sdk.metrics.DistributionResult;
import org.apache.beam.sdk.util.ReleaseInfo;

/** Writes the record of a run, run.json. */
public final class RunJson {
  private RunJson() {}

  /**
   * Writes run.json at the start of a run, with the state RUNNING. If the run fails, the output
   * still records its settings and that it is incomplete.
   */
  public static void begin(
      CheckedJob checked, String runner, Instant startedAt, String maskbeamVersion)
      throws IOException {
    RunRecord run = record(RunState.RUNNING, checked, runner, startedAt, maskbeamVersion).build();
    RunRecords.write(checked.job().output(), run);
  }

  /** Writes run.json at the end of a run, with the state FINISHED. */
  public static void finish(RunReport report, String maskbeamVersion) throws IOException {
    CheckedJob checked = report.checked();
    RunRecord run =
        record(RunState.FINISHED, checked, report.runner(), report.startedAt(), maskbeamVersion)
            .setFinishedAt(report.finishedAt())
            .setDurationS(report.duration().toMillis() / 1e3)
            .setCounts(counts(report))
            .setTimings(timings(report.metrics()))
            .setImagesPerSecond(report.imagesPerSecond())
            .setContradictions(report.contradictions())
            .build();
    RunRecords.write(checked.job().output(), run);
  }

  private static RunRecord.Builder record(
      RunState state,
      CheckedJob checked,
      String runner,
      Instant startedAt,
      String maskbeamVersion) {
    return RunRecord.newBuilder()
        .setSchemaVersion(RunRecords.SCHEMA_VERSION)
        .setState(state.name())
        .setStartedAt(startedAt)
        .setVersions(versions(maskbeamVersion))
        .setRunner(runner)
        .setInput(input(checked.sources()))
        .setModel(model(checked))
        .setConfig(config(checked.job()));
  }

  private static Map<String, String> versions(String maskbeamVersion) {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("maskbeam", maskbeamVersion);
    versions.put("beam", ReleaseInfo.getReleaseInfo().getVersion());
    versions.put("java", System.getProperty("java.version"));
    return versions;
  }

  private static RunInput input(ImageSources sources) {
    return RunInput.newBuilder()
        .setPatterns(masked(sources.patterns()))
        .setManifests(masked(sources.manifests()))
        .build();
  }

  /** Signed URLs grant access to everyone who reads them. */
  private static List<String> masked(List<String> uris) {
    return uris.stream().map(Secrets::masked).collect(Collectors.toList());
  }

  /** The model, part of what determines the content of masks. */
  static RunModel model(CheckedJob checked) {
    ModelContract contract = checked.model().contract();
    return RunModel.newBuilder()
        .setModel(Secrets.masked(checked.job().model()))
        .setSha256(checked.model().sha256())
        .setInputWidthPx(contract.inputWidthPx())
        .setInputHeightPx(contract.inputHeightPx())
        .setInputType(contract.inputType().name())
        .setOutputKind(contract.outputKind().name())
        .setOutputType(contract.outputType().name())
        .setLabels(checked.model().labels().names())
        .build();
  }

  /** The settings, some of which determine the content of masks. */
  static RunConfig config(SegmentJob job) {
    return RunConfig.newBuilder()
        .setSha256(job.configSha256())
        .setFit(job.settings().fit().name())
        .setConfidence(job.settings().confidence().name())
        .setNormalization(job.normalization().map(Object::toString).orElse(null))
        .setMaxPixels(job.maxPixels())
        .setMaxBytes(job.maxBytes())
        .setMaxDecodeSeconds(job.maxDecodeSeconds())
        .setMaxImageMemoryMb(job.maxImageMemoryMb())
        .setOverlays(job.overlays().name())
        .build();
  }

  private static RunCounts counts(RunReport report) {
    RunMetrics metrics = report.metrics();
    Map<String, Long> failedByCode = new LinkedHashMap<>();
    report.facts().failedByCode().forEach((code, count) -> failedByCode.put(code.name(), count));
    return RunCounts.newBuilder()
        .setImagesListed(metrics.counter(MetricNames.IMAGES_LISTED))
        .setDuplicates(metrics.counter(MetricNames.DUPLICATES))
        .setSucceeded(report.facts().succeeded())
        .setFailed(report.facts().failed())
        .setInferences(metrics.counter(MetricNames.SUCCEEDED))
        .setAlreadyDone(metrics.counter(MetricNames.ALREADY_DONE))
        .setAlreadyFailed(metrics.counter(MetricNames.ALREADY_FAILED))
        .setOverlaysMissing(metrics.counter(MetricNames.OVERLAYS_MISSING))
        .setMasksOfOtherImages(metrics.counter(MetricNames.MASKS_OF_OTHER_IMAGES))
        .setFailedByCode(failedByCode)
        .setBytesRead(metrics.counter(MetricNames.BYTES_READ))
        .build();
  }

  private static RunTimings timings(RunMetrics metrics) {
    return RunTimings.newBuilder()
        .setDecodeMs(timing(metrics, MetricNames.DECODE_US))
        .setInferenceMs(timing(metrics, MetricNames.INFERENCE_US))
        .build();
  }

  private static RunTiming timing(RunMetrics metrics, String name) {
    return RunTiming.newBuilder()
        .setMean(metrics.milliseconds(name, DistributionResult::getMean).orElse(null))
        .setMin(metrics.milliseconds(name, DistributionResult::getMin).orElse(null))
        .setMax(metrics.milliseconds(name, DistributionResult::getMax).orElse(null))
        .build();
  }
}
