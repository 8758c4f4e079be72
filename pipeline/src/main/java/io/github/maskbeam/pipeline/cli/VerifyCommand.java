// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import io.github.maskbeam.errors.VisibleText;
import io.github.maskbeam.output.CommittedOutput;
import io.github.maskbeam.output.MaskLayout;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.OutputLock;
import io.github.maskbeam.output.OutputLockedException;
import io.github.maskbeam.output.RunRecords;
import io.github.maskbeam.output.TemporaryFiles;
import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.pipeline.options.FinishedOutput;
import io.github.maskbeam.pipeline.options.FinishedOutput.Inconsistent;
import io.github.maskbeam.pipeline.options.StorageOptions;
import io.github.maskbeam.pipeline.progress.Figures;
import io.github.maskbeam.pipeline.progress.Progress;
import io.github.maskbeam.pipeline.run.Croissant;
import io.github.maskbeam.pipeline.run.LockedOutput;
import io.github.maskbeam.pipeline.run.RunJson;
import io.github.maskbeam.pipeline.run.RunReport;
import io.github.maskbeam.pipeline.run.SegmentRun;
import io.github.maskbeam.pipeline.runner.flink.FlinkJobs;
import io.github.maskbeam.pipeline.verify.DetachedRun;
import io.github.maskbeam.pipeline.verify.Repair;
import io.github.maskbeam.pipeline.verify.Verification;
import io.github.maskbeam.schemas.RunRecord;
import io.github.maskbeam.schemas.RunState;
import io.github.maskbeam.storage.Uris;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/** {@code maskbeam verify}: checks an output directory, and repairs it. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    description = {
      "Compare the tables of a run with each other, with run.json and with every mask.",
      "Commit the tables of a detached job that has ended.",
      "The storage options of 'maskbeam segment --help', such as --awsRegion, are accepted.",
      "Exit codes: 0 consistent, 1 the command failed, 2 invalid arguments, 4 inconsistent."
    })
final class VerifyCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "OUT", description = "The --output of a run; a path or URI.")
  private String output;

  @Option(
      names = "--repair",
      description = "Segment the images again whose masks are missing or invalid.")
  private boolean repair;

  /** Beam parses these, because runners and file systems add options. */
  @Unmatched private List<String> arguments = new ArrayList<>();

  VerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageException, IOException {
    StorageOptions.ready(repair ? List.of() : arguments, List.of(output), "verify");
    String workingDirectory = Path.of("").toAbsolutePath().toString();
    // Before the lock, which must not be created in other directories.
    FinishedOutput.requireStarted(output, workingDirectory);
    OutputLayout layout =
        RunRecords.layout(OutputLayout.at(Uris.absolute(output, workingDirectory)));
    try (OutputLock lock = LockedOutput.acquire(layout, "verify", FlinkJobs::mayRun)) {
      for (String runId : DetachedRun.commit(layout, lock)) {
        console.out().println("committed  the tables of run " + VisibleText.line(runId));
      }
      CommittedOutput committed =
          FinishedOutput.of(output, workingDirectory, Inconsistent.ACCEPTED);
      Verification verification = verify(committed);
      if (repair && !verification.imagesToRepair().isEmpty()) {
        repair(committed, verification, lock);
        committed = FinishedOutput.of(output, workingDirectory, Inconsistent.ACCEPTED);
        verification = verify(committed);
      }
      TemporaryFiles.remove(layout);
      record(committed, verification);
      Croissant.update(layout).ifPresent(console::print);
      return judge(verification);
    } catch (OutputLockedException e) {
      throw new IllegalStateException("the output is not repaired: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while the masks were verified");
    }
  }

  private Verification verify(CommittedOutput committed) throws IOException, InterruptedException {
    return Verification.of(committed, Progress.start(console.err(), console.display()));
  }

  private void repair(CommittedOutput committed, Verification verification, OutputLock lock)
      throws UsageException, IOException, OutputLockedException {
    console
        .err()
        .printf("Segmenting %s again%n", Figures.images(verification.imagesToRepair().size()));
    Repair job = Repair.of(committed, verification.imagesToRepair(), arguments);
    job.job().warnings().forEach(console::print);
    RunJson.beginRepair(committed.layout(), committed.run(), lock.runId());
    RunReport report =
        SegmentRun.run(
            job.options(),
            job.job(),
            lock.runId(),
            Progress.start(console.err(), console.display()),
            Optional::empty);
    RunJson.commit(report, committed.run().getInput(), lock, Version.maskbeam());
    TemporaryFiles.remove(committed.layout());
  }

  /** Other commands reject an output whose run is inconsistent. */
  private static void record(CommittedOutput committed, Verification verification)
      throws IOException {
    RunState state =
        verification.contradictions().isEmpty() ? RunState.FINISHED : RunState.INCONSISTENT;
    RunRecord run = committed.run();
    if (!run.getState().equals(state.name())
        || !verification.contradictions().equals(run.getContradictions())) {
      RunRecords.write(
          committed.layout(),
          RunRecord.newBuilder(run)
              .setState(state.name())
              .setContradictions(verification.contradictions())
              .build());
    }
  }

  private int judge(Verification verification) {
    console
        .out()
        .printf(
            Locale.ROOT,
            "%s: %,d segmented, %,d failed; %s of other images%s%n",
            Figures.images(verification.succeeded() + verification.failed()),
            verification.succeeded(),
            verification.failed(),
            Figures.counted(verification.masksOfOtherImages(), "mask", "masks"),
            verification.maskLayout() == MaskLayout.SHARDS ? " or replaced by later ones" : "");
    if (verification.otherConfidenceMasks() > 0) {
      console
          .out()
          .printf(
              Locale.ROOT,
              "%s not of this run's images and settings%n",
              Figures.counted(
                  verification.otherConfidenceMasks(),
                  "confidence mask is",
                  "confidence masks are"));
    }
    if (verification.contradictions().isEmpty()) {
      console.out().println("consistent: tables, run.json and masks agree");
      return ExitCode.OK;
    }
    console.print(
        Problem.of(
            ProblemCode.OUTPUT_INCONSISTENT,
            verification.imagesToRepair().isEmpty()
                ? "the output is inconsistent; run the same 'maskbeam segment' again:"
                : "the output is inconsistent; --repair segments the images again:"));
    verification
        .contradictions()
        .forEach(line -> console.err().println("  " + VisibleText.line(line)));
    return ExitCode.CONTRADICTION;
  }
}
