// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import io.github.maskbeam.errors.VisibleText;
import io.github.maskbeam.output.OutputLock;
import io.github.maskbeam.output.OutputLockedException;
import io.github.maskbeam.output.TemporaryFiles;
import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.pipeline.evaluation.EvaluationJson;
import io.github.maskbeam.pipeline.evaluation.EvaluationReport;
import io.github.maskbeam.pipeline.evaluation.EvaluationRun;
import io.github.maskbeam.pipeline.evaluation.EvaluationText;
import io.github.maskbeam.pipeline.options.CheckedEvaluation;
import io.github.maskbeam.pipeline.options.EvaluateHelp;
import io.github.maskbeam.pipeline.options.EvaluateOptions;
import io.github.maskbeam.pipeline.options.HelpOption;
import io.github.maskbeam.pipeline.options.OptionsHelp;
import io.github.maskbeam.pipeline.options.OptionsParser;
import io.github.maskbeam.pipeline.options.ParsedOptions;
import io.github.maskbeam.pipeline.options.ProgressOptions;
import io.github.maskbeam.pipeline.progress.Figures;
import io.github.maskbeam.pipeline.progress.Progress;
import io.github.maskbeam.pipeline.run.LockedOutput;
import io.github.maskbeam.pipeline.runner.flink.FlinkJobCounts;
import io.github.maskbeam.pipeline.runner.flink.FlinkJobs;
import io.github.maskbeam.pipeline.runner.flink.FlinkRest;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** {@code maskbeam evaluate}: compares the masks of a run with ground truth. */
@Command(
    name = "evaluate",
    description = "Compare the masks of a run with ground truth: IoU, accuracy, confusion.")
final class EvaluateCommand extends PipelineCommand {
  private static final String NAME = "evaluate";

  EvaluateCommand(Console console) {
    super(console);
  }

  @Override
  List<HelpOption> options() {
    return OptionsHelp.of(EvaluateOptions.class);
  }

  @Override
  void printHelp(PrintStream out) {
    EvaluateHelp.print(out);
  }

  @Override
  int run(List<String> arguments) throws UsageException, IOException {
    String output = output(arguments);
    List<String> options =
        arguments.stream().filter(EvaluateCommand::isOption).collect(Collectors.toList());
    ParsedOptions<EvaluateOptions> parsed =
        OptionsParser.parse(options, List.of(output), EvaluateOptions.class, NAME);
    Progress.Display display = ProgressOptions.display(parsed.options(), console.display());
    CheckedEvaluation checked =
        CheckedEvaluation.of(output, parsed.options(), Path.of("").toAbsolutePath().toString());
    if (parsed.isFlink()) {
      console
          .err()
          .printf(
              "FlinkRunner %s with %s%n",
              parsed.flinkPlace(), VisibleText.line(String.join(" ", parsed.picked())));
    }
    try (OutputLock lock = LockedOutput.acquire(checked.job().output(), NAME, FlinkJobs::mayRun)) {
      TemporaryFiles.remove(checked.job().output());
      return parsed.isDetached()
          ? submit(parsed, checked, lock)
          : evaluate(parsed, checked, lock, display);
    } catch (OutputLockedException e) {
      throw new IllegalStateException("the tables are not committed: " + e.getMessage(), e);
    }
  }

  private int evaluate(
      ParsedOptions<EvaluateOptions> parsed,
      CheckedEvaluation checked,
      OutputLock lock,
      Progress.Display display)
      throws IOException, OutputLockedException {
    Optional<FlinkJobCounts> job =
        parsed
            .flinkMaster()
            .map(
                master ->
                    FlinkJobCounts.ofEvaluation(
                        FlinkRest.at(master),
                        parsed.options().getJobName(),
                        checked.match().matched()));
    EvaluationReport report =
        EvaluationRun.run(
            parsed.options(),
            checked,
            lock.runId(),
            Progress.start(console.err(), display),
            () -> job.flatMap(FlinkJobCounts::now));
    EvaluationJson.commit(report, lock);
    TemporaryFiles.remove(checked.job().output());
    switch (checked.format()) {
      case TEXT:
        EvaluationText.print(report, console.out());
        break;
      case JSON:
        console.out().println(EvaluationJson.of(report));
        break;
    }
    if (!report.unknownClassIds().isEmpty()) {
      console.print(
          Problem.of(
              ProblemCode.GROUND_TRUTH_CLASSES_UNKNOWN,
              String.format(
                  "the ground truth contains class ids that the model does not have: %s. They"
                      + " count with an IoU of 0. Map them to classes or to void with --map.",
                  report.unknownClassIds().stream()
                      .map(String::valueOf)
                      .collect(Collectors.joining(", ")))));
    }
    if (report.isBlackAndWhite()) {
      console.print(
          Problem.of(
              ProblemCode.GROUND_TRUTH_BLACK_AND_WHITE,
              "the ground truth has only class 0 and void pixels (value 255), which are not counted."
                  + " If 255 is a class, as in a mask in black and white, use --map=FILE with the"
                  + " line '255 1'."));
    }
    if (!report.contradictions().isEmpty()) {
      console.print(
          Problem.of(
              ProblemCode.OUTPUT_INCONSISTENT, "the tables are inconsistent; do not use them:"));
      report.contradictions().forEach(line -> console.err().println("  " + VisibleText.line(line)));
      return ExitCode.CONTRADICTION;
    }
    if (report.facts().failed() > 0) {
      console.print(
          Problem.of(
              ProblemCode.IMAGES_NOT_COMPARED,
              String.format(
                  "%s could not be compared with ground truth and %s in no"
                      + " metric; the table images says why.",
                  Figures.images(report.facts().failed()),
                  report.facts().failed() == 1 ? "is" : "are")));
      return ExitCode.FAILURES;
    }
    return ExitCode.OK;
  }

  /** The client of a detached job ends before the job, so it cannot commit the tables. */
  private int submit(
      ParsedOptions<EvaluateOptions> parsed, CheckedEvaluation checked, OutputLock lock)
      throws IOException {
    lock.handOver(parsed.options().getJobName(), parsed.flinkMaster());
    try {
      EvaluationRun.submit(parsed.options(), checked, lock.runId());
    } catch (RuntimeException e) {
      lock.takeBack();
      throw e;
    }
    console
        .err()
        .printf(
            "Submitted as job %s. After its end, run 'maskbeam verify %s' to commit its tables.%n",
            VisibleText.line(parsed.options().getJobName()),
            VisibleText.line(checked.job().output().root()));
    return ExitCode.OK;
  }

  private static String output(List<String> arguments) throws UsageException {
    List<String> names =
        arguments.stream().filter(argument -> !isOption(argument)).collect(Collectors.toList());
    if (names.size() != 1) {
      throw new UsageException(
          names.isEmpty() ? ProblemCode.OUTPUT_MISSING : ProblemCode.SEVERAL_OUTPUTS,
          names.isEmpty()
              ? "The output is missing: use maskbeam evaluate OUT --groundTruth=DIR, where OUT is the"
                  + " --output of 'maskbeam segment'."
              : "Only one output can be evaluated at a time, but these are given: "
                  + String.join(", ", names)
                  + ". Write options as --name=value without a space.");
    }
    return names.get(0);
  }

  private static boolean isOption(String argument) {
    return argument.startsWith("-");
  }
}
