// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import io.github.maskbeam.errors.Causes;
import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.pipeline.runner.DefaultArguments;
import io.github.maskbeam.pipeline.runner.Runners;
import io.github.maskbeam.pipeline.runner.StorageDefaults;
import io.github.maskbeam.pipeline.runner.flink.FlinkDefaults;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** Parses {@code --name=value} arguments into Beam's options. */
public final class OptionsParser {
  private static final String APP_NAME = "maskbeam";

  /** Beam's message about an unknown option; its rest may suggest a similar one. */
  private static final Pattern UNKNOWN_PROPERTY =
      Pattern.compile("Class interface \\S+ missing a property named '(?<name>[^']*)'(?<rest>.*)");

  /** The start of Beam's message about an unknown runner. */
  private static final String UNKNOWN_RUNNER = "Unknown 'runner' specified";

  /** The start of Beam's message about a repeated option. */
  private static final String SEVERAL_VALUES = "expected one element";

  private OptionsParser() {}

  /**
   * Parses the arguments of {@code segment} and configures Beam's file systems with them.
   *
   * @throws UsageException if an argument is not an option, or an option is unknown
   */
  public static ParsedOptions<SegmentOptions> parse(List<String> arguments) throws UsageException {
    return parse(arguments, List.of(), SegmentOptions.class, "segment");
  }

  /**
   * Parses the arguments of any command that runs a pipeline.
   *
   * @param uris URIs that the pipeline reads or writes, in addition to those in the arguments
   */
  public static <T extends PipelineOptions> ParsedOptions<T> parse(
      List<String> arguments, List<String> uris, Class<T> type, String command)
      throws UsageException {
    List<Problem> problems = new ArrayList<>();
    for (String argument : arguments) {
      if (!argument.startsWith("--") || argument.length() == 2) {
        problems.add(
            Problem.of(
                ProblemCode.ARGUMENT_NOT_AN_OPTION,
                String.format(
                    "'%s' is not an option. Write options as --name=value without a space, and"
                        + " quote globs: --input='photos/*.jpg'.",
                    argument)));
      }
    }
    problems.addAll(ArgumentText.problems(arguments));
    problems.addAll(ArgumentText.problems(uris));
    if (problems.isEmpty()) {
      arguments.forEach(argument -> missingValue(argument, type).ifPresent(problems::add));
    }
    if (!problems.isEmpty()) {
      throw new UsageException(problems);
    }
    Secrets.refuse(arguments);
    try {
      List<String> picked = runnerDefaults(options(arguments, type), arguments);
      List<String> all = new ArrayList<>(arguments);
      all.addAll(picked);
      all.addAll(StorageDefaults.of(arguments, uris, System.getenv()));
      T options = options(all, type);
      FileSystems.setDefaultPipelineOptions(options);
      return ParsedOptions.of(options, arguments, picked);
    } catch (IllegalArgumentException | IllegalStateException e) {
      // The lines after the first are about internals of Beam.
      String line = Causes.firstLine(e);
      throw new UsageException(
          code(line),
          String.format(
              "The options %s cannot be used: %s 'maskbeam %s --help' lists the options.",
              Secrets.masked(arguments), Secrets.masked(reason(line)), command));
    }
  }

  private static List<String> runnerDefaults(PipelineOptions options, List<String> arguments)
      throws UsageException {
    if (Runners.isDirect(options)) {
      return directRunnerDefaults(arguments);
    }
    return Runners.isFlink(options) ? FlinkDefaults.of(arguments, System.getenv()) : List.of();
  }

  private static <T extends PipelineOptions> T options(List<String> arguments, Class<T> type) {
    // Clusters list jobs by name. Beam's default is the name of the calling class.
    DefaultArguments defaults = DefaultArguments.beside(arguments);
    defaults.add("--appName", APP_NAME);
    List<String> all = new ArrayList<>(arguments);
    all.addAll(defaults.added());
    RegisteredOptions.register(all, type);
    return PipelineOptionsFactory.fromArgs(all.toArray(new String[0])).as(type);
  }

  /** Beam reads --name without a value as true, also for options that are not boolean. */
  private static Optional<Problem> missingValue(
      String argument, Class<? extends PipelineOptions> type) {
    boolean needsValue =
        Arrays.stream(type.getMethods())
            .filter(method -> method.getParameterCount() == 0)
            .filter(method -> argument.equals("--" + OptionsHelp.optionName(method)))
            .anyMatch(method -> method.getReturnType() != boolean.class && !mayBeBare(method));
    return needsValue
        ? Optional.of(
            Problem.of(
                ProblemCode.OPTION_VALUE_MISSING,
                String.format("%s has no value; write %s=value.", argument, argument)))
        : Optional.empty();
  }

  private static boolean mayBeBare(Method getter) {
    Help help = getter.getAnnotation(Help.class);
    return help != null && help.isValueOptional();
  }

  /** The code of a problem that Beam describes only in words. */
  private static ProblemCode code(String line) {
    if (UNKNOWN_PROPERTY.matcher(line).matches()) {
      return ProblemCode.OPTION_UNKNOWN;
    }
    if (line.startsWith(UNKNOWN_RUNNER)) {
      return ProblemCode.RUNNER_UNKNOWN;
    }
    return line.startsWith(SEVERAL_VALUES)
        ? ProblemCode.OPTION_REPEATED
        : ProblemCode.OPTION_VALUE_INVALID;
  }

  private static String reason(String line) {
    Matcher unknown = UNKNOWN_PROPERTY.matcher(line);
    String reason =
        unknown.matches()
            ? "--" + unknown.group("name") + " is unknown" + unknown.group("rest")
            : line;
    return reason.endsWith(".") || reason.endsWith("?") ? reason : reason + ".";
  }

  /**
   * Defaults for a long job on DirectRunner, for options that the arguments do not set: one worker
   * per core, no copies of elements for checks of transforms, and a run that returns immediately,
   * so that progress can be reported.
   */
  private static List<String> directRunnerDefaults(List<String> arguments) {
    DefaultArguments defaults = DefaultArguments.beside(arguments);
    defaults.add("--targetParallelism", Runtime.getRuntime().availableProcessors());
    defaults.add("--enforceEncodability", false);
    defaults.add("--enforceImmutability", false);
    defaults.add("--blockOnRun", false);
    return defaults.added();
  }
}
