// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskbeam.model.ModelContract;
import io.github.maskbeam.model.SegmentationModel;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.pipeline.options.CheckedJob;
import io.github.maskbeam.pipeline.options.Secrets;
import io.github.maskbeam.pipeline.progress.RunMetrics;
import io.github.maskbeam.segment.SegmentJob;
import io.github.maskbeam.storage.AtomicFiles;
import io.github.maskbeam.storage.ImageSources;
import io.github.maskbeam.storage.StoredFile;
import io.github.maskbeam.transforms.metrics.MetricNames;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.apache.beam.sdk.metrics.DistributionResult;
import org.apache.beam.sdk.util.ReleaseInfo;

/** A run, for machines: run.json. */
public final class RunJson {
  /** The state of a run that goes on, broke off, or was left to a cluster. */
  public static final String RUNNING = "RUNNING";

  private static final String FINISHED = "FINISHED";
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private RunJson() {}

  /**
   * Writes run.json as a run begins, with the state RUNNING: should the run break off, the output
   * still says what it was made with, and that it is not complete.
   */
  public static void begin(
      CheckedJob checked, String runner, Instant startedAt, String maskbeamVersion)
      throws IOException {
    ObjectNode run = MAPPER.createObjectNode();
    run.put("state", RUNNING);
    run.put("started_at", startedAt.toString());
    describe(checked, runner, maskbeamVersion, run);
    write(run, checked.job());
  }

  /** Writes run.json of a run that has ended, with the state FINISHED. */
  public static void finish(RunReport report, String maskbeamVersion) throws IOException {
    ObjectNode run = MAPPER.createObjectNode();
    run.put("state", FINISHED);
    run.put("started_at", report.startedAt().toString());
    run.put("finished_at", report.finishedAt().toString());
    run.put("duration_s", report.duration().toMillis() / 1e3);
    describe(report.checked(), report.runner(), maskbeamVersion, run);
    describe(report, run.putObject("counts"));
    timings(report.metrics(), run.putObject("timings"));
    run.put("images_per_second", report.imagesPerSecond());
    report.contradictions().forEach(run.putArray("contradictions")::add);
    write(run, report.checked().job());
  }

  /**
   * What run.json says, if there is one.
   *
   * @throws JsonProcessingException if it is no JSON, so that no run wrote it
   * @throws IOException if it cannot be read
   */
  public static Optional<JsonNode> read(OutputLayout output) throws IOException {
    Optional<byte[]> json = StoredFile.bytes(output.runJson());
    return json.isPresent() ? Optional.of(MAPPER.readTree(json.get())) : Optional.empty();
  }

  private static void write(ObjectNode run, SegmentJob job) throws IOException {
    AtomicFiles.write(
        job.output().runJson(), MAPPER.writeValueAsBytes(run), job.output().temporary());
  }

  private static void describe(
      CheckedJob checked, String runner, String maskbeamVersion, ObjectNode run) {
    ObjectNode versions = run.putObject("versions");
    versions.put("maskbeam", maskbeamVersion);
    versions.put("beam", ReleaseInfo.getReleaseInfo().getVersion());
    versions.put("java", System.getProperty("java.version"));
    run.put("runner", runner);
    describe(checked.sources(), run.putObject("input"));
    run.setAll(description(checked));
  }

  /** What decides what masks hold: the fields model and config. */
  static ObjectNode description(CheckedJob checked) {
    ObjectNode description = MAPPER.createObjectNode();
    describe(checked.model(), checked.job(), description.putObject("model"));
    describe(checked.job(), description.putObject("config"));
    return description;
  }

  private static void describe(ImageSources sources, ObjectNode input) {
    // Signed addresses let whoever reads them in.
    ArrayNode patterns = input.putArray("patterns");
    sources.patterns().forEach(pattern -> patterns.add(Secrets.masked(pattern)));
    ArrayNode manifests = input.putArray("manifests");
    sources.manifests().forEach(manifest -> manifests.add(Secrets.masked(manifest)));
  }

  private static void describe(SegmentationModel model, SegmentJob job, ObjectNode node) {
    ModelContract contract = model.contract();
    node.put("model", Secrets.masked(job.model()));
    node.put("sha256", model.sha256());
    node.put("input_width_px", contract.inputWidthPx());
    node.put("input_height_px", contract.inputHeightPx());
    node.put("input_type", contract.inputType().name());
    node.put("output_kind", contract.outputKind().name());
    node.put("output_type", contract.outputType().name());
    model.labels().names().forEach(node.putArray("labels")::add);
  }

  private static void describe(SegmentJob job, ObjectNode config) {
    config.put("sha256", job.configSha256());
    config.put("fit", job.settings().fit().name());
    config.put("confidence", job.settings().confidence().name());
    config.put("normalization", job.normalization().map(Object::toString).orElse(null));
    config.put("max_pixels", job.maxPixels());
    config.put("max_bytes", job.maxBytes());
    config.put("max_decode_seconds", job.maxDecodeSeconds());
    config.put("max_image_memory_mb", job.maxImageMemoryMb());
    config.put("overlays", job.overlays().name());
  }

  private static void describe(RunReport report, ObjectNode counts) {
    RunMetrics metrics = report.metrics();
    counts.put("images_listed", metrics.counter(MetricNames.IMAGES_LISTED));
    counts.put("duplicates", metrics.counter(MetricNames.DUPLICATES));
    counts.put("succeeded", report.facts().succeeded());
    counts.put("failed", report.facts().failed());
    counts.put("inferences", metrics.counter(MetricNames.SUCCEEDED));
    counts.put("already_done", metrics.counter(MetricNames.ALREADY_DONE));
    counts.put("already_failed", metrics.counter(MetricNames.ALREADY_FAILED));
    counts.put("masks_of_others", metrics.counter(MetricNames.MASKS_OF_OTHERS));
    ObjectNode byCode = counts.putObject("failed_by_code");
    report.facts().failedByCode().forEach((code, count) -> byCode.put(code.name(), count));
    counts.put("bytes_read", metrics.counter(MetricNames.BYTES_READ));
  }

  private static void timings(RunMetrics metrics, ObjectNode timings) {
    timing(metrics, MetricNames.DECODE_US, timings.putObject("decode_ms"));
    timing(metrics, MetricNames.INFERENCE_US, timings.putObject("inference_ms"));
  }

  private static void timing(RunMetrics metrics, String name, ObjectNode timing) {
    metrics.milliseconds(name, DistributionResult::getMean).ifPresent(ms -> timing.put("mean", ms));
    metrics.milliseconds(name, DistributionResult::getMin).ifPresent(ms -> timing.put("min", ms));
    metrics.milliseconds(name, DistributionResult::getMax).ifPresent(ms -> timing.put("max", ms));
  }
}
