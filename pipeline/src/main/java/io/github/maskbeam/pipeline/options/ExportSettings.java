// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import java.util.Locale;
import java.util.Optional;

/** The validated options of a format, with the defaults of those that are not given. */
@AutoValue
public abstract class ExportSettings {
  /** A larger one removes all points that can be removed from the largest image. */
  private static final double MAX_TOLERANCE_PX = 1_000_000;

  /**
   * Validates the options of a format.
   *
   * @throws UsageException with all problems, also options that the format does not have
   */
  static ExportSettings of(ExportArguments arguments, ExportFormat format) throws UsageException {
    Checks checks = new Checks();
    for (ExportOption option : arguments.options().keySet()) {
      if (!format.takes(option)) {
        checks.add(
            ProblemCode.EXPORT_OPTION_NOT_APPLICABLE,
            String.format("%s has no meaning for --as=%s. Omit it.", option.text(), format.text()));
      }
    }
    Optional<Coordinates> coordinates =
        checks.tried(
            () ->
                choice(Coordinates.class, arguments, ExportOption.COORDINATES, Coordinates.PIXEL));
    Optional<Geometry> geometry =
        checks.tried(() -> choice(Geometry.class, arguments, ExportOption.GEOMETRY, Geometry.RLE));
    Optional<Naming> naming =
        checks.tried(() -> choice(Naming.class, arguments, ExportOption.NAMES, Naming.PATH));
    Optional<ImageFiles> images =
        checks.tried(
            () -> choice(ImageFiles.class, arguments, ExportOption.IMAGES, ImageFiles.LINK));
    Optional<Double> tolerancePx = checks.tried(() -> tolerancePx(arguments));
    Optional<Long> minAreaPx = checks.tried(() -> minAreaPx(arguments));
    if (format == ExportFormat.COCO && geometry.isPresent() && geometry.get() == Geometry.RLE) {
      for (ExportOption option :
          new ExportOption[] {ExportOption.TOLERANCE, ExportOption.MIN_AREA}) {
        if (arguments.option(option).isPresent()) {
          checks.add(
              ProblemCode.EXPORT_OPTION_NOT_APPLICABLE,
              option.text() + " needs outlines. Add --geometry=polygon, or omit it.");
        }
      }
    }
    boolean needsImages = format == ExportFormat.MMSEG || format == ExportFormat.YOLO;
    if (needsImages
        && naming.filter(Naming.ID::equals).isPresent()
        && images.filter(ImageFiles.NONE::equals).isPresent()) {
      checks.add(
          ProblemCode.EXPORT_OPTION_NOT_APPLICABLE,
          "--names=id gives names that no images have. Add --images=link or --images=copy.");
    }
    checks.requirePassed();
    return new AutoValue_ExportSettings(
        coordinates.get(),
        geometry.get(),
        naming.get(),
        images.get(),
        tolerancePx.get(),
        minAreaPx.get(),
        arguments.option(ExportOption.FROM_NAME).orElse("label"),
        arguments.option(ExportOption.TO_NAME).orElse("image"),
        arguments.option(ExportOption.MODEL_VERSION),
        arguments.option(ExportOption.IMAGE_PREFIX));
  }

  private static <E extends Enum<E>> E choice(
      Class<E> type, ExportArguments arguments, ExportOption option, E otherwise)
      throws UsageException {
    Optional<String> text = arguments.option(option);
    return text.isPresent() ? Choice.of(type, option.text().substring(2), text.get()) : otherwise;
  }

  private static double tolerancePx(ExportArguments arguments) throws UsageException {
    String text = arguments.option(ExportOption.TOLERANCE).orElse("0");
    double tolerancePx;
    try {
      tolerancePx = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      tolerancePx = Double.NaN;
    }
    // Written so that it is true of NaN.
    if (!(tolerancePx >= 0 && tolerancePx <= MAX_TOLERANCE_PX)) {
      throw outOfRange(ExportOption.TOLERANCE, text, MAX_TOLERANCE_PX);
    }
    return tolerancePx;
  }

  private static long minAreaPx(ExportArguments arguments) throws UsageException {
    String text = arguments.option(ExportOption.MIN_AREA).orElse("0");
    long minAreaPx;
    try {
      minAreaPx = Long.parseLong(text);
    } catch (NumberFormatException e) {
      minAreaPx = -1;
    }
    if (minAreaPx < 0 || minAreaPx > Integer.MAX_VALUE) {
      throw outOfRange(ExportOption.MIN_AREA, text, Integer.MAX_VALUE);
    }
    return minAreaPx;
  }

  private static UsageException outOfRange(ExportOption option, String text, double most) {
    return new UsageException(
        ProblemCode.OPTION_OUT_OF_RANGE,
        String.format(
            Locale.ROOT, "%s=%s is out of range; use 0 to %.0f px.", option.text(), text, most));
  }

  /** Requires that what these settings need can be written to a target. */
  ExportSettings requirePossibleAt(ExportTarget target) throws UsageException {
    if (coordinates() == Coordinates.MAP && target.kind() != ExportTarget.Kind.DIRECTORY) {
      throw new UsageException(
          ProblemCode.EXPORT_TARGET_UNSUPPORTED,
          "--coordinates=map needs a directory as --to: a file of all images cannot say which CRS"
              + " each has. Use --coordinates=lonlat for a file.");
    }
    return this;
  }

  /** The coordinates of the polygons in GeoJSON. */
  public abstract Coordinates coordinates();

  /** How COCO's annotations hold pixels. */
  public abstract Geometry geometry();

  /** The names of files. */
  public abstract Naming naming();

  /** What becomes of the images. */
  public abstract ImageFiles images();

  /** The tolerance of the simplification of outlines, in px; 0 means exact outlines. */
  public abstract double tolerancePx();

  /** The least area of a region, in px. */
  public abstract long minAreaPx();

  /** The name of the tag with labels in Label Studio's configuration. */
  public abstract String fromName();

  /** The name of the tag of the image in Label Studio's configuration. */
  public abstract String toName();

  /** The version of the model that Label Studio shows; absent: one made of the run's model. */
  public abstract Optional<String> modelVersion();

  /** What Label Studio finds the directory of the images by; absent: it is made of their URIs. */
  public abstract Optional<String> imagePrefix();
}
