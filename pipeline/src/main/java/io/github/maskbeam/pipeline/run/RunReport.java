// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.run;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.pipeline.options.CheckedJob;
import io.github.maskbeam.pipeline.progress.RunMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What is known of a run when it has ended. */
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

  /** What was to be done. */
  public abstract CheckedJob checked();

  /** The Beam runner's name. */
  public abstract String runner();

  /** When the pipeline was started. */
  public abstract Instant startedAt();

  /** When the pipeline had finished. */
  public abstract Instant finishedAt();

  /** Beam's metrics. */
  public abstract RunMetrics metrics();

  /** What the tables say. */
  public abstract TableTotals facts();

  /** What in the output contradicts itself; empty when all is well. */
  public abstract List<String> contradictions();

  /** From start to finish. */
  public final Duration duration() {
    return Duration.between(startedAt(), finishedAt());
  }

  /** Images that the tables have, succeeded or not. */
  public final long images() {
    return facts().succeeded() + facts().failed();
  }

  /** Images that this run tried a second, those that failed included. */
  public final double imagesPerSecond() {
    double seconds = Math.max(1, duration().toMillis()) / 1e3;
    return (images() - metrics().already()) / seconds;
  }

  /** Failed images as a share of all, 0 to 1. */
  public final double failureFraction() {
    return images() == 0 ? 0 : (double) facts().failed() / images();
  }
}
