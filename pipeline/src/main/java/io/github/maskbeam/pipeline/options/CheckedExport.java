// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.natives.OpenCv;
import io.github.maskbeam.output.CommittedOutput;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.schemas.ClassColors;
import io.github.maskbeam.schemas.LabelMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.beam.sdk.options.PipelineOptions;

/** A validated export. */
@AutoValue
public abstract class CheckedExport {
  /**
   * Validates the arguments: the run exists, has the classes, and files can be written.
   *
   * @param workingDirectory the absolute path that relative paths are resolved against
   * @param storage the options of storage
   * @throws UsageException with all problems that were found
   */
  public static CheckedExport of(
      ExportArguments arguments, String workingDirectory, PipelineOptions storage)
      throws UsageException {
    NativesCheck.loaded("OpenCV", OpenCv::load);
    Checks checks = new Checks();
    Optional<ExportFormat> format =
        checks.tried(() -> Choice.of(ExportFormat.class, "as", arguments.as()));
    Optional<ExportTarget> target =
        format.flatMap(
            known -> checks.tried(() -> target(arguments, known, workingDirectory, storage)));
    Optional<ExportSettings> settings =
        format.flatMap(known -> checks.tried(() -> ExportSettings.of(arguments, known)));
    if (target.isPresent() && settings.isPresent()) {
      checks.tried(() -> settings.get().requirePossibleAt(target.get()));
    }
    Optional<CommittedOutput> committed =
        checks.tried(
            () ->
                FinishedOutput.of(arguments.output(), workingDirectory, arguments.inconsistent()));
    Optional<LabelMap> labels =
        committed.flatMap(run -> checks.tried(() -> RunLabels.of(run.tables())));
    Optional<Set<Integer>> classes =
        format.isPresent() && labels.isPresent()
            ? checks.tried(() -> classes(arguments, format.get(), labels.get()))
            : Optional.empty();
    Optional<ImageNames> names = Optional.empty();
    if (checks.arePassed()) {
      names =
          checks.tried(
              () ->
                  ImageNames.of(
                      committed.get().tables(), format.get(), settings.get(), target.get()));
    }
    if (checks.arePassed()) {
      // Last, because it creates the directory.
      checks.tried(() -> writable(target.get()));
    }
    checks.requirePassed();
    return new AutoValue_CheckedExport(
        committed.get(),
        format.get(),
        target.get(),
        settings.get(),
        labels.get(),
        classes.get(),
        names.get());
  }

  private static ExportTarget target(
      ExportArguments arguments,
      ExportFormat format,
      String workingDirectory,
      PipelineOptions storage)
      throws UsageException {
    ExportTarget target = ExportTarget.of(arguments.to(), format, workingDirectory);
    if (arguments.overwrites()) {
      target.requireReplaceable(format, storage);
    } else {
      target.requireEmpty(storage);
    }
    return target;
  }

  private static ExportTarget writable(ExportTarget target) throws UsageException {
    target.requireWritable();
    return target;
  }

  private static Set<Integer> classes(
      ExportArguments arguments, ExportFormat format, LabelMap labels) throws UsageException {
    Set<Integer> classes = ClassesOption.read(arguments.option(ExportOption.CLASSES), labels);
    boolean hasBackground =
        arguments.option(ExportOption.BACKGROUND).isPresent()
            || !format.takes(ExportOption.CLASSES);
    if (hasBackground) {
      IntStream.range(0, labels.size())
          .filter(id -> ClassesOption.isBackground(labels.name(id)))
          .forEach(classes::add);
    }
    if (format.maxClasses().isPresent() && classes.size() > format.maxClasses().getAsInt()) {
      throw new UsageException(
          ProblemCode.EXPORT_CLASSES_UNSUPPORTED,
          String.format(
              "--as=%s can hold %d classes, but these are %d. %s",
              format.text(),
              format.maxClasses().getAsInt(),
              classes.size(),
              format.takes(ExportOption.CLASSES)
                  ? "Choose some with --classes."
                  : "Use another format."));
    }
    if (format == ExportFormat.CVAT) {
      CvatLabelNames.require(classes, labels);
    }
    return classes;
  }

  /** The output to export. */
  public abstract CommittedOutput committed();

  /** The format to write. */
  public abstract ExportFormat format();

  /** Where to write. */
  public abstract ExportTarget target();

  /** What to write. */
  public abstract ExportSettings settings();

  /** The labels of the run. */
  public abstract LabelMap labels();

  /** The ids of the classes to export. */
  public abstract Set<Integer> classes();

  /** The names of the images in the export. */
  public abstract ImageNames names();

  /** The colors of the run's masks. */
  public final ClassColors colors() {
    List<String> palette =
        committed().run().getConfig() == null ? null : committed().run().getConfig().getPalette();
    return palette == null ? ClassColors.voc() : ClassColors.of(palette);
  }

  /** The names of the classes that are not exported. */
  public final List<String> otherClasses() {
    return IntStream.range(0, labels().size())
        .filter(id -> !classes().contains(id))
        .mapToObj(labels()::name)
        .collect(Collectors.toList());
  }
}
