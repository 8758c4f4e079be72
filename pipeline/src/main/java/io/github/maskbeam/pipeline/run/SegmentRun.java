// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.run;

import io.github.maskbeam.model.SegmentationModel;
import io.github.maskbeam.output.MaskLayout;
import io.github.maskbeam.output.MaskNameException;
import io.github.maskbeam.output.MaskShards;
import io.github.maskbeam.output.ModelCopy;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.Partition;
import io.github.maskbeam.output.TableGroup;
import io.github.maskbeam.output.TableSet;
import io.github.maskbeam.pipeline.SegmentPipeline;
import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.pipeline.options.CheckedJob;
import io.github.maskbeam.pipeline.options.HeapLimit;
import io.github.maskbeam.pipeline.progress.ImageCounts;
import io.github.maskbeam.pipeline.progress.Progress;
import io.github.maskbeam.pipeline.progress.ProgressPoller;
import io.github.maskbeam.pipeline.progress.RunMetrics;
import io.github.maskbeam.segment.SegmentJob;
import io.github.maskbeam.segment.SegmentSettings.Confidence;
import io.github.maskbeam.transforms.metrics.ImageMetrics;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptions;
import org.joda.time.Duration;

/** Runs the pipeline of a checked job and verifies its output. */
public final class SegmentRun {
  private static final Duration POLL_INTERVAL = Duration.standardSeconds(1);

  private SegmentRun() {}

  /**
   * Submits the job to the runner without waiting for its end. Its tables are not committed. If the
   * output has no tables yet, the job writes them to their final places, where other programs can
   * read them. Partitions always are temporary until they are committed, because that of a failed
   * job would remain beside those of later runs.
   *
   * @throws IOException if the output cannot be listed
   */
  public static void submit(PipelineOptions options, CheckedJob checked, String runId)
      throws IOException {
    OutputLayout output = checked.job().output();
    removeIncompleteShards(checked.job());
    boolean isStaged =
        checked.job().partition() == Partition.RUN
            || TableSet.in(output, TableGroup.RUN).hasFiles();
    SegmentJob job = withModelCopy(checked);
    OutputLayout place = isStaged ? output.staged(runId) : output;
    SegmentPipeline.of(options, checked.sources(), job, job.partition().of(place, runId)).run();
  }

  /**
   * Runs the job and prints its progress. The tables are written, but not committed.
   *
   * @param live counts for runners whose {@code run()} returns only at the end; may be absent
   * @throws UsageException if masks cannot be named as the options demand; none is written then
   * @throws IOException if the output cannot be read back
   * @throws RuntimeException from the runner if the pipeline fails
   */
  public static RunReport run(
      PipelineOptions options,
      CheckedJob checked,
      String runId,
      Progress progress,
      Supplier<Optional<ImageCounts>> live)
      throws UsageException, IOException {
    removeIncompleteShards(checked.job());
    SegmentJob job = withModelCopy(checked);
    OutputLayout staged = job.partition().of(job.output().staged(runId), runId);
    return run(
        options,
        checked,
        runId,
        progress,
        live,
        SegmentPipeline.of(options, checked.sources(), job, staged));
  }

  /**
   * Runs a pipeline of the job. It writes the tables where those of this run belong until they are
   * committed.
   *
   * @param live counts for runners whose {@code run()} returns only at the end; may be absent
   * @throws UsageException if masks cannot be named as the options demand; none is written then
   * @throws IOException if the output cannot be read back
   * @throws RuntimeException from the runner if the pipeline fails
   */
  public static RunReport run(
      PipelineOptions options,
      CheckedJob checked,
      String runId,
      Progress progress,
      Supplier<Optional<ImageCounts>> live,
      Pipeline pipeline)
      throws UsageException, IOException {
    OutputLayout output = checked.job().output();
    Instant startedAt = Instant.now();
    long tilesBefore = ImageMetrics.tilesOfProcess();
    PipelineResult result;
    RunMetrics metrics;
    try {
      ProgressPoller watch = ProgressPoller.start(progress, live);
      try {
        result = pipeline.run();
      } finally {
        watch.close();
      }
      metrics = RunMetrics.of(result);
      PipelineResult.State state = null;
      boolean isWarned = false;
      while (state == null || !state.isTerminal()) {
        state = result.waitUntilFinish(POLL_INTERVAL);
        ImageCounts counts =
            metrics.imageCounts().withTiles(ImageMetrics.tilesOfProcess() - tilesBefore);
        if (!isWarned) {
          Optional<Problem> warning =
              HeapLimit.problem(options, counts.listed(), Runtime.getRuntime().maxMemory());
          warning.ifPresent(problem -> progress.message("maskbeam: " + problem.printed()));
          isWarned = warning.isPresent();
        }
        progress.update(counts);
      }
      if (state != PipelineResult.State.DONE) {
        throw new IllegalStateException("The pipeline ended in state " + state);
      }
    } catch (RuntimeException e) {
      Optional<String> maskName = MaskNameException.messageIn(e);
      if (maskName.isPresent()) {
        throw new UsageException(ProblemCode.MASK_NAME_UNUSABLE, maskName.get());
      }
      throw e;
    } finally {
      progress.end();
    }
    Instant finishedAt = Instant.now();
    TableTotals facts = TableTotals.read(TableSet.in(output.staged(runId), TableGroup.RUN));
    List<String> contradictions =
        new ArrayList<>(
            Reconciliation.contradictions(output, checked.job().maskLayout(), facts, metrics));
    if (checked.job().settings().confidence() == Confidence.WRITTEN) {
      contradictions.addAll(ConfidenceFiles.contradictions(output, facts));
    }
    return RunReport.of(
        checked,
        options.getRunner().getSimpleName(),
        startedAt,
        finishedAt,
        metrics,
        facts,
        contradictions);
  }

  /** A pattern for tars would match them, and their numbers would be gaps. */
  private static void removeIncompleteShards(SegmentJob job) throws IOException {
    if (job.maskLayout() == MaskLayout.SHARDS) {
      MaskShards.removeIncomplete(job.output());
    }
  }

  private static SegmentJob withModelCopy(CheckedJob checked) throws IOException {
    SegmentationModel model = checked.model();
    String copy = ModelCopy.write(checked.job().output(), model.file(), model.sha256());
    return checked.job().withModelCopy(copy);
  }
}
