// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.pipeline.options.HelpOption;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** A command that runs a pipeline. Beam parses its arguments, because runners add options. */
abstract class PipelineCommand implements Callable<Integer> {
  final Console console;

  @Option(
      names = {"-h", "--help"},
      description = "Show the options.")
  private boolean help;

  @Unmatched private List<String> arguments = new ArrayList<>();

  PipelineCommand(Console console) {
    this.console = console;
  }

  @Override
  public final Integer call() throws UsageException, IOException {
    if (help) {
      printHelp(console.out());
      return ExitCode.OK;
    }
    return run(arguments);
  }

  /** The options that the help lists. */
  abstract List<HelpOption> options();

  /** Prints the help. */
  abstract void printHelp(PrintStream out);

  /** Runs the pipeline with these arguments and returns the exit code. */
  abstract int run(List<String> arguments) throws UsageException, IOException;
}
