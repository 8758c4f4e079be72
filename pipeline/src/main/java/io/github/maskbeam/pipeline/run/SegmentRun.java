// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.run;

import io.github.maskbeam.pipeline.CheckedJob;
import io.github.maskbeam.pipeline.SegmentPipeline;
import io.github.maskbeam.transforms.MetricNames;
import io.github.maskbeam.transforms.OutputLayout;
import io.github.maskbeam.transforms.OutputLayout.Table;
import io.github.maskbeam.transforms.TemporaryFiles;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.options.PipelineOptions;
import org.joda.time.Duration;

/** Runs the pipeline of a checked job to its end and looks at what came out. */
public final class SegmentRun {
  private static final Duration POLL_INTERVAL = Duration.standardSeconds(1);

  private SegmentRun() {}

  /**
   * Runs the job, telling its progress on the way.
   *
   * @throws IOException if the output cannot be read back
   * @throws RuntimeException what the runner throws when the pipeline fails
   */
  public static RunReport run(PipelineOptions options, CheckedJob checked, Progress progress)
      throws IOException {
    OutputLayout output = checked.job().output();
    TemporaryFiles.remove(output);
    removeEarlierTables(output);
    Instant startedAt = Instant.now();
    PipelineResult result = SegmentPipeline.of(options, checked.sources(), checked.job()).run();
    RunMetrics metrics = RunMetrics.of(result);
    try {
      PipelineResult.State state = null;
      while (state == null || !state.isTerminal()) {
        state = result.waitUntilFinish(POLL_INTERVAL);
        progress.update(metrics);
      }
      if (state != PipelineResult.State.DONE) {
        throw new IllegalStateException("The pipeline ended in state " + state);
      }
    } finally {
      progress.end();
    }
    Instant finishedAt = Instant.now();
    OutputFacts facts = OutputFacts.read(output);
    return RunReport.of(
        checked,
        options.getRunner().getSimpleName(),
        startedAt,
        finishedAt,
        metrics,
        facts,
        Reconciliation.contradictions(output, facts, metrics.counter(MetricNames.IMAGES_LISTED)));
  }

  /** A run writes its tables anew; rows of an earlier one must not stay among them. */
  private static void removeEarlierTables(OutputLayout output) throws IOException {
    for (Table table : Table.values()) {
      remove(matches(output.table(table) + "/*.parquet"));
    }
    remove(matches(output.runJson()));
  }

  private static List<ResourceId> matches(String pattern) throws IOException {
    List<ResourceId> resources = new ArrayList<>();
    for (MatchResult.Metadata match :
        FileSystems.match(pattern, EmptyMatchTreatment.ALLOW).metadata()) {
      resources.add(match.resourceId());
    }
    return resources;
  }

  private static void remove(List<ResourceId> resources) throws IOException {
    FileSystems.delete(resources, StandardMoveOptions.IGNORE_MISSING_FILES);
  }
}
