// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.evaluation;

import io.github.maskbeam.output.TableGroup;
import io.github.maskbeam.output.TableSet;
import io.github.maskbeam.pipeline.EvaluatePipeline;
import io.github.maskbeam.pipeline.options.CheckedEvaluation;
import io.github.maskbeam.pipeline.progress.ImageCounts;
import io.github.maskbeam.pipeline.progress.Progress;
import io.github.maskbeam.pipeline.progress.ProgressPoller;
import io.github.maskbeam.pipeline.progress.RunMetrics;
import io.github.maskbeam.transforms.metrics.MetricNames;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptions;

/** Runs the pipeline of a checked evaluation. */
public final class EvaluationRun {
  private static final org.joda.time.Duration POLL_INTERVAL =
      org.joda.time.Duration.standardSeconds(1);

  private EvaluationRun() {}

  /** Submits the evaluation without waiting for its end. Its tables are not committed. */
  public static void submit(PipelineOptions options, CheckedEvaluation checked, String runId) {
    start(options, checked, runId);
  }

  /**
   * Runs the evaluation and prints its progress. The tables are written, but not committed.
   *
   * @param live counts for runners whose {@code run()} returns only at the end; may be absent
   * @throws IOException if the tables cannot be read back
   * @throws RuntimeException from the runner if the pipeline fails
   */
  public static EvaluationReport run(
      PipelineOptions options,
      CheckedEvaluation checked,
      String runId,
      Progress progress,
      Supplier<Optional<ImageCounts>> live)
      throws IOException {
    Instant startedAt = Instant.now();
    try {
      PipelineResult result;
      ProgressPoller watch = ProgressPoller.start(progress, live);
      try {
        result = start(options, checked, runId);
      } finally {
        watch.close();
      }
      RunMetrics metrics = RunMetrics.of(result);
      PipelineResult.State state = null;
      while (state == null || !state.isTerminal()) {
        state = result.waitUntilFinish(POLL_INTERVAL);
        progress.update(
            ImageCounts.of(
                checked.match().matched(), metrics.counter(MetricNames.IMAGES_COMPARED)));
      }
      if (state != PipelineResult.State.DONE) {
        throw new IllegalStateException("The pipeline ended in state " + state);
      }
    } finally {
      progress.end();
    }
    Duration duration = Duration.between(startedAt, Instant.now());
    return EvaluationReport.of(
        checked,
        duration,
        EvaluationTotals.read(
            TableSet.in(checked.job().output().staged(runId), TableGroup.EVALUATION)));
  }

  private static PipelineResult start(
      PipelineOptions options, CheckedEvaluation checked, String runId) {
    return EvaluatePipeline.of(
            options, checked.job(), checked.tables(), checked.job().output().staged(runId))
        .run();
  }
}
