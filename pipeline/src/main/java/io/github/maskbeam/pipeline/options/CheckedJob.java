// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.geo.GeoSettings;
import io.github.maskbeam.model.ModelChoices;
import io.github.maskbeam.model.ModelException;
import io.github.maskbeam.model.ModelLoader;
import io.github.maskbeam.model.Normalization;
import io.github.maskbeam.model.OutputKind;
import io.github.maskbeam.model.SegmentationModel;
import io.github.maskbeam.output.MaskLayout;
import io.github.maskbeam.output.MaskNames;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.Partition;
import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.pipeline.runner.Runners;
import io.github.maskbeam.schemas.ClassColors;
import io.github.maskbeam.schemas.LabelMap;
import io.github.maskbeam.segment.Fit;
import io.github.maskbeam.segment.Scales;
import io.github.maskbeam.segment.Scales.Tiles;
import io.github.maskbeam.segment.SegmentJob;
import io.github.maskbeam.segment.SegmentJob.Overlays;
import io.github.maskbeam.segment.SegmentSettings;
import io.github.maskbeam.segment.SegmentSettings.Confidence;
import io.github.maskbeam.sources.ImageSources;
import io.github.maskbeam.storage.Uris;
import io.github.maskbeam.tflite.ExternalDelegate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The validated options of {@code segment}. */
@AutoValue
public abstract class CheckedJob {
  /**
   * Validates the options: images exist, the model runs, the output is writable.
   *
   * @param workingDirectory the absolute path that relative paths are resolved against
   * @throws UsageException with all problems that were found
   */
  public static CheckedJob of(SegmentOptions options, String workingDirectory)
      throws UsageException {
    return of(options, workingDirectory, Optional.empty());
  }

  /**
   * Validates the options like {@link #of(SegmentOptions, String)}.
   *
   * @param images the images, if the options do not name them
   */
  public static CheckedJob of(
      SegmentOptions options, String workingDirectory, Optional<ImageSources> images)
      throws UsageException {
    NativesCheck.loadable();
    Checker checker = new Checker(options, workingDirectory);
    Optional<MaskNames> names =
        checker.tried(() -> Choice.of(MaskNames.class, "maskNames", options.getMaskNames()));
    Optional<OutputLayout> output =
        checker.output().map(layout -> layout.withMaskNames(names.orElse(MaskNames.ID)));
    Optional<ImageSources> sources = images.isPresent() ? images : checker.sources(output);
    Optional<SegmentSettings> settings = checker.settings();
    Optional<Normalization> normalization = checker.normalization();
    Optional<ModelChoices> choices = checker.choices();
    // Without valid choices, the contract that the user means is unknown.
    Optional<SegmentationModel> model = choices.flatMap(known -> checker.model(known, output));
    Optional<ClassColors> colors = checker.colors(model);
    Optional<GeoSettings> georeference =
        checker.tried(
            () ->
                GeoreferenceOption.parse(
                    options.getGeoreference(), Optional.ofNullable(options.getCrs())));
    Optional<Partition> partition =
        checker.tried(() -> Choice.of(Partition.class, "partition", options.getPartition()));
    Optional<MaskLayout> layout = checker.tried(() -> MaskLayoutOptions.parse(options));
    checker.limits();
    if (!checker.problems.isEmpty()) {
      throw new UsageException(checker.problems);
    }
    SegmentJob job =
        SegmentJob.builder()
            .setModel(checker.modelUri())
            .setModelSha256(model.get().sha256())
            .setLabels(model.get().labels())
            .setColors(colors.get())
            .setGeoreference(georeference.get())
            .setChoices(choices.get())
            .setNormalization(normalization)
            .setSettings(settings.get())
            .setMaxPixels(options.getMaxPixels())
            .setMaxBytes(options.getMaxBytes())
            .setRetryFailed(options.getRetryFailed())
            .setMaxDecodeSeconds(options.getMaxDecodeSeconds())
            .setMaxImageMemoryMb(options.getMaxImageMemoryMb())
            .setOverlays(options.getOverlay() ? Overlays.WRITTEN : Overlays.OMITTED)
            .setPartition(partition.get())
            .setMaskLayout(layout.get())
            .setShardImages(options.getShardImages())
            .setOutput(output.get())
            .build();
    return new AutoValue_CheckedJob(sources.get(), job, model.get(), checker.warnings);
  }

  /** The locations of the images. */
  public abstract ImageSources sources();

  /** The settings of the run. */
  public abstract SegmentJob job();

  /** The loaded model. */
  public abstract SegmentationModel model();

  /** What users should know before the run. */
  public abstract List<Problem> warnings();

  private static final class Checker {
    private final SegmentOptions options;
    private final String workingDirectory;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    private Checker(SegmentOptions options, String workingDirectory) {
      this.options = options;
      this.workingDirectory = workingDirectory;
    }

    private Optional<ImageSources> sources(Optional<OutputLayout> output) {
      return tried(() -> SourceCheck.of(options, workingDirectory, output));
    }

    private Optional<OutputLayout> output() {
      return tried(() -> OutputCheck.writable(options.getOutput(), workingDirectory));
    }

    private Optional<SegmentSettings> settings() {
      Optional<Fit> fit = tried(() -> Choice.of(Fit.class, "fit", options.getFit()));
      Optional<Confidence> confidence =
          tried(() -> ConfidenceOption.parse(options.getConfidence()));
      Optional<Scales> scales =
          tried(
              () ->
                  ScalesOption.parse(
                      options.getScales(),
                      options.getTileOverlap(),
                      options.getFlip(),
                      options.getTiles()));
      Optional<Double> minimum =
          tried(() -> ConfidenceOption.minimum(Optional.ofNullable(options.getMinConfidence())));
      if (fit.isEmpty() || confidence.isEmpty() || scales.isEmpty() || minimum.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          SegmentSettings.of(fit.get(), confidence.get())
              .withScales(scales.get())
              .withMinConfidence(minimum.get()));
    }

    private Optional<Normalization> normalization() {
      return Optional.ofNullable(options.getNormalization())
          .flatMap(text -> tried(() -> NormalizationOption.parse(text)));
    }

    private Optional<ModelChoices> choices() {
      Optional<ModelChoices> tensors = tensors();
      return tried(
              () ->
                  DelegateOption.parse(
                      Optional.ofNullable(options.getDelegate()),
                      Optional.ofNullable(options.getDelegateOptions()),
                      workingDirectory))
          .flatMap(delegate -> tensors.map(known -> known.withDelegate(delegate)));
    }

    /** Whether the delegate can be checked here: on a cluster, only the workers may have it. */
    private boolean isHere(ExternalDelegate delegate) {
      if (Runners.isDirect(options) || Files.exists(Path.of(delegate.library()))) {
        return true;
      }
      warnings.add(
          Problem.of(
              ProblemCode.DELEGATE_NOT_CHECKED,
              String.format(
                  "--delegate=%s does not exist on this machine, so the model is checked without"
                      + " it. Each worker checks it, and fails the job if it has no such library.",
                  delegate.library())));
      return false;
    }

    private Optional<ModelChoices> tensors() {
      return tried(
          () ->
              ModelChoicesOption.parse(
                  Optional.ofNullable(options.getModelOutput()),
                  Optional.ofNullable(options.getModelLayout()),
                  Optional.ofNullable(options.getModelInputSize()),
                  Optional.of(options.getPrecision())));
    }

    private String modelUri() {
      String model = options.getModel();
      return ModelLoader.isKnownName(model) ? model : Uris.absolute(model, workingDirectory);
    }

    private Optional<SegmentationModel> model(ModelChoices choices, Optional<OutputLayout> output) {
      Optional<LabelMap> labels =
          Optional.ofNullable(options.getLabels())
              .flatMap(given -> tried(() -> LabelsOption.read(given, workingDirectory)));
      return tried(
          () ->
              withConfidence(
                  AvailableModel.load(
                      modelUri(),
                      choices.withDelegate(choices.delegate().filter(this::isHere)),
                      labels,
                      output,
                      warnings::add)));
    }

    private Optional<ClassColors> colors(Optional<SegmentationModel> model) {
      String palette = options.getPalette();
      if (palette == null) {
        return Optional.of(ClassColors.voc());
      }
      return tried(
          () -> {
            ClassColors colors = PaletteOption.read(palette, workingDirectory);
            if (model.isPresent()) {
              PaletteOption.requireEnough(colors, model.get().labels().size(), palette);
            }
            return colors;
          });
    }

    /** Refuses what needs scores for a model without them. */
    private SegmentationModel withConfidence(SegmentationModel model) throws UsageException {
      List<String> refused = new ArrayList<>();
      if (!ConfidenceOption.isOmitted(options.getConfidence())) {
        refused.add("--confidence");
      }
      if (options.getMinConfidence() != null) {
        refused.add("--minConfidence");
      }
      if (options.getTiles().equalsIgnoreCase(Tiles.UNSURE.name())) {
        refused.add("--tiles=unsure");
      }
      if (!refused.isEmpty() && model.contract().outputKind() == OutputKind.CLASS_IDS) {
        String names = String.join(" and ", refused);
        throw new UsageException(
            ProblemCode.CONFIDENCE_UNAVAILABLE,
            String.format(
                "Omit %s: model %s outputs class ids without scores.", names, options.getModel()));
      }
      return model;
    }

    private void limits() {
      checkAboveZero("maxPixels", options.getMaxPixels());
      checkAboveZero("maxBytes", options.getMaxBytes());
      checkAboveZero("maxDecodeSeconds", options.getMaxDecodeSeconds());
      if (options.getMaxImageMemoryMb() != 0) {
        checkAboveZero("maxImageMemoryMb", options.getMaxImageMemoryMb());
      }
      double fraction = options.getMaxFailureFraction();
      if (!(fraction >= 0 && fraction <= 1)) {
        outOfRange("--maxFailureFraction=" + fraction + " must be between 0 and 1.");
      }
    }

    private void checkAboveZero(String option, long value) {
      if (value < 1) {
        outOfRange("--" + option + "=" + value + " is too small; use 1 or more.");
      }
    }

    private void outOfRange(String message) {
      problems.add(Problem.of(ProblemCode.OPTION_OUT_OF_RANGE, message));
    }

    private <T> Optional<T> tried(Check<T> check) {
      try {
        return Optional.of(check.run());
      } catch (UsageException e) {
        problems.addAll(e.problems());
        return Optional.empty();
      } catch (ModelException e) {
        problems.addAll(ModelProblems.of(e).problems());
        return Optional.empty();
      }
    }
  }

  private interface Check<T> {
    T run() throws UsageException, ModelException;
  }
}
