// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import io.github.maskbeam.errors.Causes;
import io.github.maskbeam.errors.VisibleText;
import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.TemporaryDirectories;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.pipeline.progress.Progress;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program: {@code maskbeam <command> …}. */
@Command(
    name = "maskbeam",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Segments very many images offline, on the JVM.",
    synopsisSubcommandLabel = "COMMAND")
public final class Main {
  private Main() {}

  /**
   * Runs the command and ends the process with its exit code, see {@link ExitCode}. If a server has
   * loaded this class, as Flink's JobManager does with an uploaded jar, it returns instead, or
   * throws if the command failed.
   */
  public static void main(String[] arguments) {
    Progress.Display display =
        Ansi.AUTO.enabled() ? Progress.Display.TERMINAL : Progress.Display.PLAIN;
    int exitCode = run(new Console(System.out, System.err, display), arguments);
    if (Main.class.getClassLoader() == ClassLoader.getSystemClassLoader()) {
      System.exit(exitCode);
    }
    if (exitCode != ExitCode.OK) {
      throw new IllegalStateException("maskbeam ended with exit code " + exitCode);
    }
  }

  /** Runs the command and returns its exit code. */
  public static int run(Console console, String... arguments) {
    // Scripts ask often, and picocli takes longer to load than all else that is needed.
    if (List.of(arguments).equals(List.of("--version"))) {
      List.of(new Version().getVersion()).forEach(console.out()::println);
      return console.out().checkError() ? unwritten(console) : ExitCode.OK;
    }
    CommandLine program =
        new CommandLine(new Main())
            .addSubcommand(new DemoCommand(console))
            .addSubcommand(new SegmentCommand(console))
            .addSubcommand(new EvaluateCommand(console))
            .addSubcommand(new ReportCommand(console))
            .addSubcommand(new QueryCommand(console))
            .addSubcommand(new VerifyCommand(console))
            .addSubcommand(new ExportCommand(console))
            .addSubcommand(new DoctorCommand(console))
            .addSubcommand(new BenchmarkCommand(console))
            .addSubcommand(new CompletionCommand(console))
            .addSubcommand(new HelpCommand())
            .setOut(new PrintWriter(console.out(), true, Charset.defaultCharset()))
            .setErr(new PrintWriter(console.err(), true, Charset.defaultCharset()))
            .setParameterExceptionHandler((e, unused) -> misused(e))
            .setExecutionExceptionHandler((e, commandLine, result) -> report(e, console));
    if (arguments.length == 0) {
      program.usage(console.out());
      return ExitCode.OK;
    }
    try {
      int exitCode = program.execute(arguments);
      return console.out().checkError() ? unwritten(console) : exitCode;
    } catch (Error e) {
      // Picocli passes on exceptions only. After an error the threads of the runner must not keep
      // the process alive without a message.
      return failed(e, console);
    }
  }

  private static int unwritten(Console console) {
    console.print(
        Problem.of(
            ProblemCode.STDOUT_NOT_WRITABLE,
            "the result could not be written to standard output, for example because the disk is"
                + " full or the pipe is closed."));
    return ExitCode.FAILED;
  }

  /** As picocli does it, but escapes the arguments that the message repeats. */
  private static int misused(ParameterException e) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(command.getColorScheme().errorText(VisibleText.line(e.getMessage())));
    if (!UnmatchedArgumentException.printSuggestions(e, err)) {
      command.usage(err, command.getColorScheme());
    }
    return ExitCode.USAGE;
  }

  private static int report(Exception e, Console console) {
    if (e instanceof UsageException) {
      List<Problem> problems = ((UsageException) e).problems();
      problems.forEach(console::print);
      return problems.stream().anyMatch(p -> p.code() == ProblemCode.OUTPUT_INCONSISTENT)
          ? ExitCode.CONTRADICTION
          : ExitCode.USAGE;
    }
    return failed(e instanceof PipelineExecutionException ? e.getCause() : e, console);
  }

  /** Prints the root cause first, because the stack traces of runners are long. */
  private static int failed(Throwable thrown, Console console) {
    console.print(Problem.of(ProblemCode.RUN_FAILED, "the run failed: " + Causes.root(thrown)));
    TemporaryDirectories.problem()
        .map(problem -> Problem.of(ProblemCode.TEMPORARY_DIRECTORY_UNUSABLE, problem))
        .ifPresent(console::print);
    console.err().println("maskbeam: masks written so far are kept. Stack trace:");
    thrown.printStackTrace(console.err());
    return ExitCode.FAILED;
  }
}
