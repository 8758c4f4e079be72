// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.StorageProblems;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.storage.FirstMatch;
import io.github.maskbeam.storage.StoredFile;
import io.github.maskbeam.storage.Uris;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;
import software.amazon.awssdk.core.exception.SdkException;

/** Where an export is written to: the option {@code --to} of {@code export}. */
@AutoValue
public abstract class ExportTarget {
  private static final Map<String, Kind> GEOJSON =
      Map.of(
          "", Kind.DIRECTORY,
          "geojsonl", Kind.LINES,
          "ndjson", Kind.LINES,
          "geojsons", Kind.TEXT_SEQUENCE);

  /** What is written there, by the ending of the name. */
  public enum Kind {
    /** A directory: of GeoJSON, with a FeatureCollection for each image. */
    DIRECTORY,
    /** A file with a feature in each line. */
    LINES,
    /** A file with features as RFC 8142 separates them: record separator and line feed. */
    TEXT_SEQUENCE,
    /** A zip file. */
    ZIP,
    /** A file with one JSON text. */
    JSON
  }

  /**
   * The target of this name.
   *
   * @throws UsageException if its ending is not one of the format, or files cannot be written there
   */
  static ExportTarget of(String to, ExportFormat format, String workingDirectory)
      throws UsageException {
    String ending = ending(to);
    Kind kind =
        kind(format, ending)
            .orElseThrow(
                () ->
                    new UsageException(
                        ProblemCode.EXPORT_TARGET_UNSUPPORTED,
                        String.format(
                            "--to=%s %s, but --as=%s needs %s.",
                            to,
                            ending.isEmpty() ? "has no ending" : "has the ending ." + ending,
                            format.text(),
                            needed(format))));
    String uri = OutputLayout.at(Uris.absolute(to, workingDirectory)).root();
    return new AutoValue_ExportTarget(OutputCheck.usable("--to=" + to, uri), kind, "--to=" + to);
  }

  private static String ending(String to) {
    String name = to.substring(to.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    // Names such as . and .. and hidden directories have no ending.
    return dot > 0 && dot < name.length() - 1
        ? name.substring(dot + 1).toLowerCase(Locale.ROOT)
        : "";
  }

  private static Optional<Kind> kind(ExportFormat format, String ending) {
    switch (format) {
      case GEOJSON:
        return Optional.ofNullable(GEOJSON.get(ending));
      case CVAT:
        return ending.equals("zip") ? Optional.of(Kind.ZIP) : Optional.empty();
      case COCO:
        return ending.equals("json") ? Optional.of(Kind.JSON) : Optional.empty();
      case LABELSTUDIO:
      case FIFTYONE:
      case MMSEG:
      case YOLO:
        return ending.isEmpty() ? Optional.of(Kind.DIRECTORY) : Optional.empty();
    }
    throw new AssertionError(format);
  }

  private static String needed(ExportFormat format) {
    switch (format) {
      case GEOJSON:
        return ".geojsonl or .ndjson for a file with one feature per line, .geojsons for a GeoJSON"
            + " text sequence (RFC 8142), and for a directory with one file per image a name"
            + " without an ending or with / after it";
      case CVAT:
        return "a file with the ending .zip";
      case COCO:
        return "a file with the ending .json";
      case LABELSTUDIO:
      case FIFTYONE:
      case MMSEG:
      case YOLO:
        return "a directory: a name without an ending or with / after it";
    }
    throw new AssertionError(format);
  }

  /** The absolute path or URI of the directory or file. */
  public abstract String uri();

  /** What is written. */
  public abstract Kind kind();

  abstract String argument();

  /** The directory that is written to. */
  public final String directory() {
    return kind() == Kind.DIRECTORY ? uri() : uri().substring(0, uri().lastIndexOf('/'));
  }

  /**
   * Requires that nothing is there.
   *
   * @param options of storage
   */
  void requireEmpty(PipelineOptions options) throws UsageException {
    if (!isEmpty(options)) {
      throw new UsageException(
          ProblemCode.EXPORT_TARGET_NOT_EMPTY,
          kind() == Kind.DIRECTORY
              ? argument()
                  + " has files in it. Use an empty directory, or --overwrite, which replaces an"
                  + " earlier export and keeps other files."
              : argument() + " exists. Use another name, or --overwrite.");
    }
  }

  private boolean isEmpty(PipelineOptions options) throws UsageException {
    return listed(
        () ->
            kind() == Kind.DIRECTORY
                ? !FirstMatch.find(uri() + "/**", found -> true, options).isPresent()
                : !StoredFile.exists(uri()));
  }

  /**
   * Requires that files of an earlier export may be deleted there: GeoJSON is known by its names,
   * and a directory of another format by its export.json.
   *
   * @param options of storage
   */
  void requireReplaceable(ExportFormat format, PipelineOptions options) throws UsageException {
    if (kind() == Kind.DIRECTORY
        && format != ExportFormat.GEOJSON
        && !listed(() -> EarlierExport.exists(uri(), format))
        && !isEmpty(options)) {
      throw new UsageException(
          ProblemCode.EXPORT_TARGET_NOT_EMPTY,
          String.format(
              "%s has files in it, but no export.json of an earlier export as %s, so --overwrite"
                  + " deletes nothing there. Use another directory.",
              argument(), format.text()));
    }
  }

  private boolean listed(Listed question) throws UsageException {
    try {
      return question.ask();
    } catch (IOException | SdkException | IllegalArgumentException | IllegalStateException e) {
      throw new UsageException(
          StorageProblems.code(uri(), e, ProblemCode.OUTPUT_NOT_WRITABLE),
          String.format(
              "%s cannot be listed: %s. Use a place that you may read and write.",
              argument(), TextFiles.reason(uri(), e)));
    }
  }

  /** Requires that files can be written there. */
  void requireWritable() throws UsageException {
    OutputCheck.requireWritable(argument(), directory());
  }

  private interface Listed {
    boolean ask() throws IOException;
  }
}
