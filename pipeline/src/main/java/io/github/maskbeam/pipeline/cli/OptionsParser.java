// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import io.github.maskbeam.pipeline.SegmentOptions;
import io.github.maskbeam.pipeline.UsageException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** Parses {@code --name=value} arguments into Beam's options. */
final class OptionsParser {
  private static final String RUNNER = "--runner=";
  private static final String DIRECT_RUNNER = "DirectRunner";

  private OptionsParser() {}

  /**
   * Options of these arguments; also readies Beam's file systems for them.
   *
   * @throws UsageException if an argument is not an option, or not one that is known
   */
  static SegmentOptions parse(List<String> arguments) throws UsageException {
    List<String> problems = new ArrayList<>();
    for (String argument : arguments) {
      if (!argument.startsWith("--") || argument.length() == 2) {
        problems.add(
            String.format(
                "'%s' is not an option. Options are written --name=value without a space, and globs"
                    + " are quoted: --input='photos/*.jpg'.",
                argument));
      }
    }
    if (!problems.isEmpty()) {
      throw new UsageException(problems);
    }
    PipelineOptionsFactory.register(SegmentOptions.class);
    try {
      SegmentOptions options =
          PipelineOptionsFactory.fromArgs(withRunnerDefaults(arguments).toArray(new String[0]))
              .as(SegmentOptions.class);
      FileSystems.setDefaultPipelineOptions(options);
      return options;
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "The options "
              + String.join(" ", arguments)
              + " cannot be used: "
              + firstLine(e)
              + " 'maskbeam segment --help' lists the options.");
    }
  }

  /** What Beam says; what follows its first line speaks of Beam's inner workings. */
  private static String firstLine(IllegalArgumentException e) {
    return e.getMessage().lines().findFirst().orElse("").strip();
  }

  /**
   * Adds what suits a long job on DirectRunner, unless the arguments say otherwise: as many workers
   * as cores, no copies made only to catch bugs in transforms, and a run that returns at once, so
   * that its progress can be told.
   */
  private static List<String> withRunnerDefaults(List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    boolean direct =
        arguments.stream()
            .filter(argument -> argument.startsWith(RUNNER))
            .allMatch(argument -> argument.endsWith(DIRECT_RUNNER));
    if (direct) {
      addDefault(all, "--targetParallelism=", Runtime.getRuntime().availableProcessors());
      addDefault(all, "--enforceEncodability=", false);
      addDefault(all, "--enforceImmutability=", false);
      addDefault(all, "--blockOnRun=", false);
    }
    return all;
  }

  private static void addDefault(List<String> arguments, String option, Object value) {
    if (arguments.stream().noneMatch(argument -> argument.startsWith(option))) {
      arguments.add(option + value);
    }
  }
}
