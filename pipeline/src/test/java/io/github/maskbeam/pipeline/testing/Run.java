// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.testing;

import io.github.maskbeam.pipeline.cli.Console;
import io.github.maskbeam.pipeline.cli.Main;
import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.progress.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One run of the program in this JVM, with what it wrote and returned. */
public final class Run {
  /** How the program prints a problem. */
  private static final Pattern PROBLEM =
      Pattern.compile("^maskbeam: ([A-Z][A-Z_]*): (.*)$", Pattern.MULTILINE);

  private final int exitCode;
  private final String out;
  private final String err;

  private Run(int exitCode, String out, String err) {
    this.exitCode = exitCode;
    this.out = out;
    this.err = err;
  }

  /** Runs the program to its end. */
  public static Run maskbeam(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        Main.run(
            new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Progress.Display.PLAIN),
            arguments);
    return new Run(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** What the process would end with. */
  public int exitCode() {
    return exitCode;
  }

  /** Standard output. */
  public String out() {
    return out;
  }

  /** Standard error. */
  public String err() {
    return err;
  }

  /** The problems and warnings that were printed, in their order, each with its first line. */
  public List<Problem> problems() {
    return PROBLEM
        .matcher(err)
        .results()
        .map(match -> Problem.of(ProblemCode.valueOf(match.group(1)), match.group(2)))
        .collect(Collectors.toList());
  }

  /** The codes of the problems and warnings that were printed, in their order. */
  public List<ProblemCode> codes() {
    return Problems.codes(problems());
  }
}
