// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.StorageProblems;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.storage.Schemes;
import io.github.maskbeam.storage.Uris;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.util.MimeTypes;
import software.amazon.awssdk.core.exception.SdkException;

/** The option {@code --output}. */
public final class OutputCheck {
  private static final Pattern PLAIN = Pattern.compile("[a-zA-Z0-9._:/-]*");

  private OutputCheck() {}

  /** The output directory, if files in it can be listed again. */
  public static OutputLayout named(String output, String workingDirectory) throws UsageException {
    if (output == null || output.isBlank()) {
      throw new UsageException(
          ProblemCode.OUTPUT_MISSING,
          "The output is missing: use --output=out, a directory for masks and tables.");
    }
    String root = OutputLayout.at(Uris.absolute(output, workingDirectory)).root();
    return OutputLayout.at(usable("--output=" + output, root));
  }

  /** Checks that the directory is writable, by creating and deleting a file. */
  static OutputLayout writable(String output, String workingDirectory) throws UsageException {
    OutputLayout layout = named(output, workingDirectory);
    requireWritable("--output=" + output, layout.root());
    return layout;
  }

  /**
   * Returns a place to write to, if files in it can be listed again.
   *
   * @param argument the option and its value, for messages
   * @param place an absolute path or URI
   */
  static String usable(String argument, String place) throws UsageException {
    if (Globs.isGlob(place)) {
      throw new UsageException(
          ProblemCode.OUTPUT_IS_PATTERN,
          String.format(
              "%s contains a glob character, one of * ? [ {, so files in it could not be"
                  + " listed (%s). Use another directory.",
              argument, place));
    }
    if (Schemes.isHttp(place)) {
      throw new UsageException(
          ProblemCode.OUTPUT_ON_WEB,
          argument
              + " cannot be written: Maskbeam only reads from web servers. Use a directory, or a"
              + " URI on s3://, hdfs:// or gs://.");
    }
    if (Schemes.isHadoop(place) && !PLAIN.matcher(place).matches()) {
      throw new UsageException(
          ProblemCode.OUTPUT_NAME_UNSUPPORTED,
          String.format(
              "%s contains a character that Hadoop encodes in URIs, so files in it could not"
                  + " be listed. Use letters, digits and . _ - / only.",
              argument));
    }
    return place;
  }

  /**
   * Checks that a directory is writable, by creating and deleting a file.
   *
   * @param argument the option and its value, for messages
   * @param directory an absolute path or URI
   */
  static void requireWritable(String argument, String directory) throws UsageException {
    try {
      // A random name outside of the temporary directory, which another run may be using.
      ResourceId probe =
          FileSystems.matchNewResource(directory + "/.maskbeam-probe-" + UUID.randomUUID(), false);
      FileSystems.create(probe, MimeTypes.BINARY).close();
      FileSystems.delete(List.of(probe));
    } catch (IOException | SdkException | IllegalArgumentException | IllegalStateException e) {
      throw new UsageException(
          code(directory, e),
          String.format(
              "%s cannot be written: %s. Use a writable directory.",
              argument, reason(directory, e)));
    }
  }

  private static ProblemCode code(String directory, Exception e) {
    return Uris.hasScheme(directory)
        ? StorageProblems.code(directory, e, ProblemCode.OUTPUT_NOT_WRITABLE)
        : ProblemCode.OUTPUT_NOT_WRITABLE;
  }

  /** For local disks the message of Java is more specific. */
  private static String reason(String directory, Exception e) {
    return Uris.hasScheme(directory) ? TextFiles.reason(directory, e) : e.getMessage();
  }
}
