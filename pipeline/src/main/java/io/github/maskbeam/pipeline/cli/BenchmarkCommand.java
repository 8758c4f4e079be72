// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import io.github.maskbeam.errors.VisibleText;
import io.github.maskbeam.model.ModelChoices;
import io.github.maskbeam.model.ModelLoader;
import io.github.maskbeam.model.Precision;
import io.github.maskbeam.model.SegmentationModel;
import io.github.maskbeam.pipeline.benchmark.BenchmarkRow;
import io.github.maskbeam.pipeline.benchmark.BenchmarkText;
import io.github.maskbeam.pipeline.doctor.Machine;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.pipeline.options.DelegateOption;
import io.github.maskbeam.pipeline.options.ModelChoicesOption;
import io.github.maskbeam.pipeline.options.ModelOption;
import io.github.maskbeam.pipeline.options.NativesCheck;
import io.github.maskbeam.pipeline.options.StorageOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** {@code maskbeam benchmark}: measures the inference of models on this machine. */
@Command(
    name = "benchmark",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    description = {
      "Measure the inference of models on this machine, as TensorFlow Lite's benchmark tool does:"
          + " wall time of an inference, mean and standard deviation, after warm-up runs.",
      "Exit codes: 0 done, 2 a model cannot be used."
    })
final class BenchmarkCommand implements Callable<Integer> {
  private static final int MAX_THREADS = 1024;
  private static final int MAX_RUNS = 100_000;

  private final Console console;

  @Option(
      names = "--model",
      split = ",",
      paramLabel = "MODEL",
      description =
          "Paths, URIs or known names, separated by commas (default: " + ModelLoader.DEMO + ").")
  private List<String> models = new ArrayList<>(List.of(ModelLoader.DEMO));

  @Option(
      names = "--threads",
      split = ",",
      paramLabel = "N",
      description = "Numbers of threads of an interpreter, separated by commas (default: 1,2,4).")
  private List<Integer> threads = new ArrayList<>(List.of(1, 2, 4));

  @Option(names = "--delegate", description = "As for segment: a path on this machine.")
  private Optional<String> delegate = Optional.empty();

  @Option(names = "--delegateOptions", description = "As for segment: key=value;key=value")
  private Optional<String> delegateOptions = Optional.empty();

  @Option(
      names = "--precision",
      paramLabel = "PRECISION",
      defaultValue = "model",
      description =
          "As for segment. With int8, each model is measured in both precisions (default:"
              + " ${DEFAULT-VALUE}).")
  private String precision;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "50",
      description = "Inferences to measure, within 150 s (default: ${DEFAULT-VALUE}).")
  private int runs;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, markdown or json, which has all figures (default: ${DEFAULT-VALUE}).")
  private String format;

  /** Beam parses these, because file systems add options. */
  @Unmatched private List<String> arguments = new ArrayList<>();

  BenchmarkCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageException {
    if (!List.of("table", "markdown", "json").contains(format)) {
      throw new UsageException(
          ProblemCode.OPTION_CHOICE_UNKNOWN,
          "--format=" + format + " is unknown; use one of table, markdown or json.");
    }
    for (int count : threads) {
      requireInRange("threads", count, MAX_THREADS);
    }
    requireInRange("runs", runs, MAX_RUNS);
    Set<Precision> precisions =
        EnumSet.of(Precision.MODEL, ModelChoicesOption.precision(precision));
    NativesCheck.loadable();
    StorageOptions.ready(arguments, models, "benchmark");
    String workingDirectory = Path.of("").toAbsolutePath().toString();
    ModelChoices withDelegate =
        ModelChoices.none()
            .withDelegate(DelegateOption.parse(delegate, delegateOptions, workingDirectory));
    // All models are loaded before the first is measured, so that bad ones are named at once.
    Map<String, SegmentationModel> onCpu = new LinkedHashMap<>();
    Map<String, SegmentationModel> delegated = new LinkedHashMap<>();
    for (String model : models) {
      for (Precision measured : precisions) {
        String name = measured == Precision.MODEL ? model : model + " in " + precision;
        onCpu.put(name, load(model, ModelChoices.none().withPrecision(measured), workingDirectory));
        if (withDelegate.delegate().isPresent()) {
          delegated.put(name, load(model, withDelegate.withPrecision(measured), workingDirectory));
        }
      }
    }
    List<BenchmarkRow> rows = new ArrayList<>();
    onCpu.forEach(
        (name, model) -> {
          console.err().println("measuring " + VisibleText.line(name));
          rows.add(
              BenchmarkRow.of(
                  name,
                  model,
                  Optional.ofNullable(delegated.get(name)),
                  List.copyOf(new TreeSet<>(threads)),
                  runs));
        });
    console.out().print(text(rows));
    return ExitCode.OK;
  }

  private static SegmentationModel load(String model, ModelChoices choices, String workingDirectory)
      throws UsageException {
    return ModelOption.load(model, choices, Optional.empty(), Optional.empty(), workingDirectory);
  }

  private String text(List<BenchmarkRow> rows) {
    String device = Machine.processor();
    switch (format) {
      case "json":
        return BenchmarkText.json(rows, device);
      case "markdown":
        return BenchmarkText.markdown(rows, device);
      default:
        return BenchmarkText.table(rows, device);
    }
  }

  private static void requireInRange(String option, int value, int max) throws UsageException {
    if (value < 1 || value > max) {
      throw new UsageException(
          ProblemCode.OPTION_OUT_OF_RANGE,
          String.format("--%s=%d is out of range; use 1 to %d.", option, value, max));
    }
  }
}
