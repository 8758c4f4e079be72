// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import io.github.maskbeam.errors.VisibleText;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.OutputLock;
import io.github.maskbeam.output.OutputLockedException;
import io.github.maskbeam.output.TemporaryFiles;
import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.pipeline.options.CheckedJob;
import io.github.maskbeam.pipeline.options.HelpOption;
import io.github.maskbeam.pipeline.options.ModelWarnings;
import io.github.maskbeam.pipeline.options.OptionsHelp;
import io.github.maskbeam.pipeline.options.OptionsParser;
import io.github.maskbeam.pipeline.options.ParsedOptions;
import io.github.maskbeam.pipeline.options.ProgressOptions;
import io.github.maskbeam.pipeline.options.SegmentHelp;
import io.github.maskbeam.pipeline.options.SegmentOptions;
import io.github.maskbeam.pipeline.progress.Figures;
import io.github.maskbeam.pipeline.progress.Progress;
import io.github.maskbeam.pipeline.run.Croissant;
import io.github.maskbeam.pipeline.run.LockedOutput;
import io.github.maskbeam.pipeline.run.PreviousRun;
import io.github.maskbeam.pipeline.run.PreviousRun.Overwrite;
import io.github.maskbeam.pipeline.run.RunJson;
import io.github.maskbeam.pipeline.run.RunReport;
import io.github.maskbeam.pipeline.run.SegmentRun;
import io.github.maskbeam.pipeline.run.SummaryText;
import io.github.maskbeam.pipeline.runner.flink.FlinkJobCounts;
import io.github.maskbeam.pipeline.runner.flink.FlinkJobs;
import io.github.maskbeam.pipeline.runner.flink.FlinkRest;
import io.github.maskbeam.sources.ImageSources;
import io.github.maskbeam.storage.StoredFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code maskbeam segment}: segments images. */
@Command(
    name = "segment",
    description = "Segment images: write a mask per image, and tables of all images.")
final class SegmentCommand extends PipelineCommand {
  SegmentCommand(Console console) {
    super(console);
  }

  @Override
  List<HelpOption> options() {
    return OptionsHelp.of(SegmentOptions.class);
  }

  @Override
  void printHelp(PrintStream out) {
    SegmentHelp.print(out);
  }

  @Override
  int run(List<String> arguments) throws UsageException, IOException {
    return segment(arguments, Optional.empty(), console);
  }

  /**
   * Segments images and prints a summary.
   *
   * @param images the images, if the arguments do not name them
   */
  static int segment(List<String> arguments, Optional<ImageSources> images, Console console)
      throws UsageException, IOException {
    ParsedOptions<SegmentOptions> parsed = OptionsParser.parse(arguments);
    SegmentOptions options = parsed.options();
    Progress.Display display = ProgressOptions.display(options, console.display());
    CheckedJob checked = CheckedJob.of(options, Path.of("").toAbsolutePath().toString(), images);
    checked.warnings().forEach(console::print);
    Optional<FlinkRest> cluster = parsed.flinkMaster().map(FlinkRest::at);
    if (parsed.isFlink()) {
      console
          .err()
          .printf(
              "FlinkRunner %s with %s%n",
              parsed.flinkPlace(), VisibleText.line(String.join(" ", parsed.picked())));
    }
    try (OutputLock lock =
        LockedOutput.acquire(checked.job().output(), "segment", FlinkJobs::mayRun)) {
      TemporaryFiles.remove(checked.job().output());
      PreviousRun.requireSame(
          checked, options.getOverwrite() ? Overwrite.ANYTHING : Overwrite.NOTHING);
      String runner = options.getRunner().getSimpleName();
      OutputLayout output = checked.job().output();
      Optional<byte[]> earlier = StoredFile.bytes(output.runJson());
      RunJson.begin(checked, lock.runId(), runner, Instant.now(), Version.maskbeam());
      try {
        return parsed.isDetached()
            ? submit(parsed, checked, lock, console)
            : run(options, checked, lock, cluster, console, display);
      } catch (UsageException e) {
        RunJson.restore(output, earlier);
        TemporaryFiles.remove(output);
        throw e;
      }
    } catch (OutputLockedException e) {
      throw new IllegalStateException("the tables are not committed: " + e.getMessage(), e);
    }
  }

  private static int run(
      SegmentOptions options,
      CheckedJob checked,
      OutputLock lock,
      Optional<FlinkRest> cluster,
      Console console,
      Progress.Display display)
      throws UsageException, IOException, OutputLockedException {
    Optional<FlinkJobCounts> job =
        cluster.map(rest -> FlinkJobCounts.ofSegmentation(rest, options.getJobName()));
    RunReport report =
        SegmentRun.run(
            options,
            checked,
            lock.runId(),
            Progress.start(console.err(), display),
            () -> job.flatMap(FlinkJobCounts::now));
    RunJson.commit(report, lock, Version.maskbeam());
    Croissant.update(checked.job().output()).ifPresent(console::print);
    TemporaryFiles.remove(checked.job().output());
    SummaryText.print(report, console.out());
    return judge(report, options.getMaxFailureFraction(), console);
  }

  private static int judge(RunReport report, double maxFailureFraction, Console console) {
    if (!report.contradictions().isEmpty()) {
      console.print(
          Problem.of(
              ProblemCode.OUTPUT_INCONSISTENT, "the output is inconsistent; do not use it:"));
      report.contradictions().forEach(line -> console.err().println("  " + VisibleText.line(line)));
      return ExitCode.CONTRADICTION;
    }
    if (report.failureFraction() > maxFailureFraction) {
      console.print(
          Problem.of(
              ProblemCode.TOO_MANY_FAILURES,
              String.format(
                  Locale.ROOT,
                  "%,d of %s failed, more than --maxFailureFraction=%s allows; masks and"
                      + " tables are complete, and table images has the reasons.",
                  report.facts().failed(),
                  Figures.images(report.images()),
                  maxFailureFraction)));
      return ExitCode.FAILURES;
    }
    return ExitCode.OK;
  }

  /** The client of a detached job ends before the job, so it cannot commit the tables. */
  private static int submit(
      ParsedOptions<SegmentOptions> parsed, CheckedJob checked, OutputLock lock, Console console)
      throws IOException {
    SegmentOptions options = parsed.options();
    lock.handOver(options.getJobName(), parsed.flinkMaster());
    try {
      SegmentRun.submit(options, checked, lock.runId());
    } catch (IOException | RuntimeException e) {
      lock.takeBack();
      throw e;
    }
    ModelWarnings.of(checked.model(), Optional.empty()).forEach(console::print);
    String output = VisibleText.line(checked.job().output().root());
    console
        .out()
        .printf(
            "Submitted as job %s%s. Masks appear in %s. After the end of the job, run 'maskbeam verify"
                + " %s' to commit its tables.%n",
            VisibleText.line(options.getJobName()),
            parsed
                .flinkMaster()
                .map(master -> ", see " + FlinkRest.at(master).address())
                .orElse(""),
            output,
            output);
    return ExitCode.OK;
  }
}
