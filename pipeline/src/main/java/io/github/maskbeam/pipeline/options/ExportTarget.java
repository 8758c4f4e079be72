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
import org.apache.beam.sdk.options.PipelineOptions;
import software.amazon.awssdk.core.exception.SdkException;

/** Where GeoJSON is written to: the option {@code --to} of {@code export}. */
@AutoValue
public abstract class ExportTarget {
  /** What is written there, by the ending of the name. */
  public enum Kind {
    /** A directory with a FeatureCollection for each image. */
    DIRECTORY,
    /** A file with a feature in each line. */
    LINES,
    /** A file with features as RFC 8142 separates them: record separator and line feed. */
    TEXT_SEQUENCE
  }

  /**
   * The target of this name.
   *
   * @throws UsageException if its ending is not one of a kind, or files cannot be written there
   */
  static ExportTarget of(String to, String workingDirectory) throws UsageException {
    Kind kind = kind(to);
    String uri = OutputLayout.at(Uris.absolute(to, workingDirectory)).root();
    return new AutoValue_ExportTarget(OutputCheck.usable("--to=" + to, uri), kind, "--to=" + to);
  }

  private static Kind kind(String to) throws UsageException {
    String name = to.substring(to.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    // Names such as . and .. and hidden directories have no ending.
    String ending = dot > 0 && dot < name.length() - 1 ? name.substring(dot + 1) : "";
    switch (ending.toLowerCase(Locale.ROOT)) {
      case "":
        return Kind.DIRECTORY;
      case "geojsonl":
      case "ndjson":
        return Kind.LINES;
      case "geojsons":
        return Kind.TEXT_SEQUENCE;
      default:
        throw new UsageException(
            ProblemCode.EXPORT_TARGET_UNSUPPORTED,
            String.format(
                "--to=%s has the ending .%s. Use .geojsonl or .ndjson for a file with one feature per"
                    + " line, .geojsons for a GeoJSON text sequence (RFC 8142), and for a directory"
                    + " with one file per image a name without an ending or with / after it.",
                to, ending));
    }
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
    try {
      return kind() == Kind.DIRECTORY
          ? !FirstMatch.find(uri() + "/**", found -> true, options).isPresent()
          : !StoredFile.exists(uri());
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
}
