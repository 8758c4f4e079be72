// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.natives.OpenCv;
import io.github.maskbeam.output.CommittedOutput;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.schemas.LabelMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.beam.sdk.options.PipelineOptions;

/** A validated export. */
@AutoValue
public abstract class CheckedExport {
  /** A larger one removes all points that can be removed from the largest image. */
  private static final double MAX_TOLERANCE_PX = 1_000_000;

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
        checks.tried(() -> target(arguments, workingDirectory, storage));
    Optional<Coordinates> coordinates =
        checks.tried(() -> Choice.of(Coordinates.class, "coordinates", arguments.coordinates()));
    if (target.isPresent() && coordinates.isPresent()) {
      checks.tried(() -> withPlaceForCrs(coordinates.get(), target.get()));
    }
    addRangeProblems(arguments, checks);
    Optional<CommittedOutput> committed =
        checks.tried(
            () ->
                FinishedOutput.of(arguments.output(), workingDirectory, arguments.inconsistent()));
    Optional<LabelMap> labels =
        committed.flatMap(run -> checks.tried(() -> RunLabels.of(run.tables())));
    Optional<Set<Integer>> classes =
        labels.flatMap(known -> checks.tried(() -> classes(arguments, known)));
    if (checks.arePassed()) {
      // Last, because it creates the directory.
      checks.tried(() -> writable(target.get()));
    }
    checks.requirePassed();
    return new AutoValue_CheckedExport(
        committed.get(),
        format.get(),
        target.get(),
        labels.get(),
        coordinates.get(),
        classes.get(),
        arguments.tolerancePx(),
        arguments.minAreaPx());
  }

  private static ExportTarget target(
      ExportArguments arguments, String workingDirectory, PipelineOptions storage)
      throws UsageException {
    ExportTarget target = ExportTarget.of(arguments.to(), workingDirectory);
    if (!arguments.overwrites()) {
      target.requireEmpty(storage);
    }
    return target;
  }

  private static Coordinates withPlaceForCrs(Coordinates coordinates, ExportTarget target)
      throws UsageException {
    if (coordinates == Coordinates.MAP && target.kind() != ExportTarget.Kind.DIRECTORY) {
      throw new UsageException(
          ProblemCode.EXPORT_TARGET_UNSUPPORTED,
          "--coordinates=map needs a directory as --to: a file of all images cannot say which CRS"
              + " each has. Use --coordinates=lonlat for a file.");
    }
    return coordinates;
  }

  private static ExportTarget writable(ExportTarget target) throws UsageException {
    target.requireWritable();
    return target;
  }

  private static Set<Integer> classes(ExportArguments arguments, LabelMap labels)
      throws UsageException {
    Set<Integer> classes = ClassesOption.read(arguments.classes(), labels);
    if (arguments.hasBackground()) {
      IntStream.range(0, labels.size())
          .filter(id -> ClassesOption.isBackground(labels.name(id)))
          .forEach(classes::add);
    }
    return classes;
  }

  private static void addRangeProblems(ExportArguments arguments, Checks checks) {
    // Written so that it is true of NaN.
    if (!(arguments.tolerancePx() >= 0 && arguments.tolerancePx() <= MAX_TOLERANCE_PX)) {
      checks.add(
          ProblemCode.OPTION_OUT_OF_RANGE,
          String.format(
              Locale.ROOT,
              "--tolerance=%s is out of range; use 0 to %.0f px.",
              arguments.tolerancePx(),
              MAX_TOLERANCE_PX));
    }
    if (arguments.minAreaPx() < 0 || arguments.minAreaPx() > Integer.MAX_VALUE) {
      checks.add(
          ProblemCode.OPTION_OUT_OF_RANGE,
          String.format(
              "--minArea=%d is out of range; use 0 to %d px.",
              arguments.minAreaPx(), Integer.MAX_VALUE));
    }
  }

  /** The output to export. */
  public abstract CommittedOutput committed();

  /** The format to write. */
  public abstract ExportFormat format();

  /** Where to write. */
  public abstract ExportTarget target();

  /** The labels of the run. */
  public abstract LabelMap labels();

  /** The coordinates of the polygons. */
  public abstract Coordinates coordinates();

  /** The ids of the classes to export. */
  public abstract Set<Integer> classes();

  /** The names of the classes that are not exported. */
  public final List<String> otherClasses() {
    return IntStream.range(0, labels().size())
        .filter(id -> !classes().contains(id))
        .mapToObj(labels()::name)
        .collect(Collectors.toList());
  }

  /** The tolerance of the simplification of outlines, in px; 0 means exact outlines. */
  public abstract double tolerancePx();

  /** The least area of a region, in px. */
  public abstract long minAreaPx();
}
