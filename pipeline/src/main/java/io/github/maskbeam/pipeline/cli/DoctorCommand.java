// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.model.ModelChoices;
import io.github.maskbeam.model.ModelLoader;
import io.github.maskbeam.model.Precision;
import io.github.maskbeam.model.SegmentationModel;
import io.github.maskbeam.pipeline.demo.DemoScenes;
import io.github.maskbeam.pipeline.doctor.Doctor;
import io.github.maskbeam.pipeline.doctor.DoctorText;
import io.github.maskbeam.pipeline.doctor.Findings;
import io.github.maskbeam.pipeline.doctor.ModelComparison;
import io.github.maskbeam.pipeline.doctor.PrecisionComparison;
import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.pipeline.options.ArgumentText;
import io.github.maskbeam.pipeline.options.DelegateOption;
import io.github.maskbeam.pipeline.options.ModelChoicesOption;
import io.github.maskbeam.pipeline.options.ModelOption;
import io.github.maskbeam.pipeline.options.StorageOptions;
import io.github.maskbeam.storage.StoredFile;
import io.github.maskbeam.storage.Uris;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** {@code maskbeam doctor}: prints the facts that a bug report needs. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    description = {
      "Examine this machine and a model: versions, natives, delegate, the model's contract and where"
          + " each part of it comes from, a timed inference, a golden check.",
      "Exit codes: 0 no problems, 1 a problem of the machine or the program,"
          + " 2 the model cannot be used."
    })
final class DoctorCommand implements Callable<Integer> {
  private static final String TEXT = "text";
  private static final String JSON = "json";

  private static final int MAX_PHOTO_BYTES = 256 << 20;
  private static final long MAX_PHOTO_PIXELS = 40_000_000;

  private final Console console;

  @Option(
      names = "--model",
      defaultValue = ModelLoader.DEMO,
      description = "As for segment: a path or URI, or a known name (default: ${DEFAULT-VALUE}).")
  private String model;

  @Option(names = "--labels", description = "As for segment.")
  private Optional<String> labels = Optional.empty();

  @Option(names = "--modelOutput", description = "As for segment.")
  private Optional<String> modelOutput = Optional.empty();

  @Option(names = "--modelLayout", description = "As for segment.")
  private Optional<String> modelLayout = Optional.empty();

  @Option(names = "--modelInputSize", description = "As for segment.")
  private Optional<String> modelInputSize = Optional.empty();

  @Option(
      names = "--precision",
      paramLabel = "PRECISION",
      defaultValue = "model",
      description =
          "As for segment. With int8, both times of an inference are measured, and the masks of"
              + " --image, or of a drawn scene, are compared (default: ${DEFAULT-VALUE}).")
  private String precision;

  @Option(names = "--normalization", description = "As for segment.")
  private Optional<String> normalization = Optional.empty();

  @Option(
      names = "--image",
      description =
          "A photograph to segment under each plausible normalization, output and layout, to see"
              + " which one is right.")
  private Optional<String> image = Optional.empty();

  @Option(
      names = "--comparison",
      defaultValue = "doctor.png",
      description = "The PNG that --image writes, a local file (default: ${DEFAULT-VALUE}).")
  private Path comparison;

  @Option(names = "--delegate", description = "As for segment: a path on this machine.")
  private Optional<String> delegate = Optional.empty();

  @Option(names = "--delegateOptions", description = "As for segment: key=value;key=value")
  private Optional<String> delegateOptions = Optional.empty();

  @Option(
      names = "--format",
      defaultValue = TEXT,
      description = "text or json (default: ${DEFAULT-VALUE}).")
  private String format;

  /** Beam parses these, because file systems add options. */
  @Unmatched private List<String> arguments = new ArrayList<>();

  DoctorCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageException, IOException {
    if (!format.equals(TEXT) && !format.equals(JSON)) {
      throw new UsageException(
          ProblemCode.OPTION_CHOICE_UNKNOWN,
          "--format=" + format + " is unknown; use one of text or json.");
    }
    ArgumentText.require(List.of(labels.orElse("")));
    StorageOptions.ready(arguments, List.of(model), "doctor");
    ArgumentText.require(List.of(delegate.orElse(""), delegateOptions.orElse("")));
    String workingDirectory = Path.of("").toAbsolutePath().toString();
    ModelChoices choices =
        ModelChoicesOption.parse(modelOutput, modelLayout, modelInputSize, Optional.of(precision))
            .withDelegate(DelegateOption.parse(delegate, delegateOptions, workingDirectory));
    Findings findings =
        Doctor.examine(Version.maskbeam(), model, () -> load(choices, workingDirectory));
    if (findings.problems().isEmpty()) {
      compare(findings, choices, workingDirectory);
    }
    if (format.equals(JSON)) {
      // Not static, because every command creates this one, too.
      ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
      ObjectNode json = mapper.valueToTree(findings.sections());
      json.set("problems", mapper.valueToTree(texts(findings.problems())));
      json.set("warnings", mapper.valueToTree(texts(findings.warnings())));
      console.out().println(mapper.writeValueAsString(json));
    } else {
      DoctorText.print(findings, console.out());
    }
    if (!findings.machineProblems().isEmpty()) {
      return ExitCode.FAILED;
    }
    return findings.modelProblems().isEmpty() ? ExitCode.OK : ExitCode.USAGE;
  }

  private SegmentationModel load(ModelChoices choices, String workingDirectory)
      throws UsageException {
    return ModelOption.load(model, choices, labels, normalization, workingDirectory);
  }

  private void compare(Findings findings, ModelChoices choices, String workingDirectory)
      throws UsageException, IOException {
    boolean hasPrecision = choices.precision() != Precision.MODEL;
    if (image.isEmpty() && !hasPrecision) {
      return;
    }
    try {
      byte[] photo =
          image.isPresent()
              ? StoredFile.firstBytes(Uris.absolute(image.get(), workingDirectory), MAX_PHOTO_BYTES)
              : DemoScenes.village();
      if (hasPrecision) {
        PrecisionComparison.measure(
            findings,
            load(choices.withPrecision(Precision.MODEL), workingDirectory),
            load(choices, workingDirectory),
            image.orElse("a drawn scene; --image=PHOTO compares a photograph"),
            photo,
            MAX_PHOTO_PIXELS);
      }
      if (image.isEmpty()) {
        return;
      }
      byte[] png =
          ModelComparison.picture(
              findings,
              reading ->
                  ModelOption.load(model, reading, labels, Optional.empty(), workingDirectory),
              choices,
              photo,
              MAX_PHOTO_PIXELS);
      Files.write(comparison, png);
    } catch (ImageException | IllegalArgumentException | IOException e) {
      throw new UsageException(
          ProblemCode.COMPARISON_IMAGE_UNUSABLE,
          "--image=" + image.orElse("") + " cannot be compared: " + e.getMessage() + ".");
    }
  }

  private static List<String> texts(List<Problem> problems) {
    return problems.stream().map(Problem::toString).collect(Collectors.toList());
  }
}
