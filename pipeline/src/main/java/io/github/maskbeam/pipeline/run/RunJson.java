// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskbeam.model.ModelContract;
import io.github.maskbeam.model.SegmentationModel;
import io.github.maskbeam.transforms.ImageSources;
import io.github.maskbeam.transforms.MetricNames;
import io.github.maskbeam.transforms.SegmentJob;
import io.github.maskbeam.transforms.WholeFiles;
import java.io.IOException;
import org.apache.beam.sdk.metrics.DistributionResult;
import org.apache.beam.sdk.util.ReleaseInfo;

/** The end of a run, for machines: run.json. */
public final class RunJson {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private RunJson() {}

  /** Writes run.json into the run's output directory. */
  public static void write(RunReport report, String maskbeamVersion) throws IOException {
    byte[] json = MAPPER.writeValueAsBytes(describe(report, maskbeamVersion));
    SegmentJob job = report.checked().job();
    WholeFiles.write(job.output().runJson(), json, job.output());
  }

  private static ObjectNode describe(RunReport report, String maskbeamVersion) {
    ObjectNode run = MAPPER.createObjectNode();
    run.put("started_at", report.startedAt().toString());
    run.put("finished_at", report.finishedAt().toString());
    run.put("duration_s", report.duration().toMillis() / 1e3);
    ObjectNode versions = run.putObject("versions");
    versions.put("maskbeam", maskbeamVersion);
    versions.put("beam", ReleaseInfo.getReleaseInfo().getVersion());
    versions.put("java", System.getProperty("java.version"));
    run.put("runner", report.runner());
    describe(report.checked().sources(), run.putObject("input"));
    describe(report.checked().model(), report.checked().job(), run.putObject("model"));
    describe(report.checked().job(), run.putObject("config"));
    describe(report, run.putObject("counts"));
    timings(report.metrics(), run.putObject("timings"));
    run.put("images_per_second", report.imagesPerSecond());
    report.contradictions().forEach(run.putArray("contradictions")::add);
    return run;
  }

  private static void describe(ImageSources sources, ObjectNode input) {
    sources.patterns().forEach(input.putArray("patterns")::add);
    sources.manifests().forEach(input.putArray("manifests")::add);
  }

  private static void describe(SegmentationModel model, SegmentJob job, ObjectNode node) {
    ModelContract contract = model.contract();
    node.put("model", job.model());
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
    config.put("overlays", job.overlays().name());
  }

  private static void describe(RunReport report, ObjectNode counts) {
    RunMetrics metrics = report.metrics();
    counts.put("images_listed", metrics.counter(MetricNames.IMAGES_LISTED));
    counts.put("duplicates", metrics.counter(MetricNames.DUPLICATES));
    counts.put("succeeded", report.facts().succeeded());
    counts.put("failed", report.facts().failed());
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
