// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.run;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.options.CheckedJob;
import io.github.maskbeam.pipeline.options.ModelWarnings;
import io.github.maskbeam.pipeline.progress.RunMetrics;
import io.github.maskbeam.transforms.metrics.MetricNames;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.beam.sdk.metrics.DistributionResult;

/** The result of a run. */
@AutoValue
public abstract class RunReport {
  static RunReport of(
      CheckedJob checked,
      String runner,
      Instant startedAt,
      Instant finishedAt,
      RunMetrics metrics,
      TableTotals facts,
      List<String> contradictions) {
    return new AutoValue_RunReport(
        checked, runner, startedAt, finishedAt, metrics, facts, contradictions);
  }

  /** The checked options. */
  public abstract CheckedJob checked();

  /** The Beam runner's name. */
  public abstract String runner();

  /** The start of the pipeline. */
  public abstract Instant startedAt();

  /** The end of the pipeline. */
  public abstract Instant finishedAt();

  /** Beam's metrics. */
  public abstract RunMetrics metrics();

  /** The totals of the tables. */
  public abstract TableTotals facts();

  /** Inconsistencies of the output; empty if there are none. */
  public abstract List<String> contradictions();

  /** What users should know about the model although it was used. */
  public final List<Problem> warnings() {
    return ModelWarnings.of(
        checked().model(),
        metrics().milliseconds(MetricNames.INFERENCE_US, DistributionResult::getMean));
  }

  /** From start to finish. */
  public final Duration duration() {
    return Duration.between(startedAt(), finishedAt());
  }

  /** Images in table images, including failures. */
  public final long images() {
    return facts().succeeded() + facts().failed();
  }

  /** Images processed per second, including failures, without reused results. */
  public final double imagesPerSecond() {
    double seconds = Math.max(1, duration().toMillis()) / 1e3;
    return (images() - metrics().already()) / seconds;
  }

  /** Fraction of images that failed, 0 to 1. */
  public final double failureFraction() {
    return images() == 0 ? 0 : (double) facts().failed() / images();
  }
}
