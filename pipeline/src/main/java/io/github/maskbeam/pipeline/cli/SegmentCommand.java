// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import io.github.maskbeam.pipeline.CheckedJob;
import io.github.maskbeam.pipeline.SegmentOptions;
import io.github.maskbeam.pipeline.UsageException;
import io.github.maskbeam.pipeline.run.Progress;
import io.github.maskbeam.pipeline.run.RunJson;
import io.github.maskbeam.pipeline.run.RunReport;
import io.github.maskbeam.pipeline.run.SegmentRun;
import io.github.maskbeam.pipeline.run.SummaryText;
import io.github.maskbeam.transforms.TemporaryFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** {@code maskbeam segment}: the main job. */
@Command(name = "segment", description = "Segment images: a mask for each, and tables over all.")
final class SegmentCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = {"-h", "--help"},
      description = "Show the options.")
  private boolean help;

  /** Beam parses these, since runners bring options of their own. */
  @Unmatched private List<String> arguments = new ArrayList<>();

  SegmentCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageException, IOException {
    if (help) {
      SegmentHelp.print(console.out());
      return ExitCode.OK;
    }
    return segment(arguments, console);
  }

  /** Segments as the arguments say, and tells how it went. */
  static int segment(List<String> arguments, Console console) throws UsageException, IOException {
    SegmentOptions options = OptionsParser.parse(arguments);
    CheckedJob checked = CheckedJob.of(options, Path.of("").toAbsolutePath().toString());
    RunReport report =
        SegmentRun.run(options, checked, Progress.start(console.err(), console.display()));
    RunJson.write(report, Version.maskbeam());
    TemporaryFiles.remove(checked.job().output());
    SummaryText.print(report, console.out());
    if (report.contradictions().isEmpty()) {
      return ExitCode.OK;
    }
    console.err().println("maskbeam: the output contradicts itself; do not trust it:");
    report.contradictions().forEach(line -> console.err().println("  " + line));
    return ExitCode.CONTRADICTION;
  }
}
