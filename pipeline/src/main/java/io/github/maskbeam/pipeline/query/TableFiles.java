// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.query;

import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.StorageProblems;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.storage.StorageFailure;
import io.github.maskbeam.storage.Uris;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The Parquet files of a table as local files: in place if the output is local, otherwise copied,
 * because DuckDB would download an extension to read other file systems.
 */
final class TableFiles {
  /** Copies from this size on are announced. */
  private static final long LARGE_BYTES = 50L << 20;

  /** The names of the files of a table: part index and number of parts. */
  private static final Pattern NUMBERED = Pattern.compile("part-\\d+-of-(\\d+)\\.parquet");

  private final Path copies;
  private final PrintStream messages;

  /**
   * Creates an instance.
   *
   * @param copies a local directory for copies of remote files
   * @param messages receives announcements of large copies
   */
  TableFiles(Path copies, PrintStream messages) {
    this.copies = copies;
    this.messages = messages;
  }

  /**
   * The files of one table.
   *
   * @param directory the URI of the table's directory
   * @return local paths; empty if the table does not exist
   * @throws UsageException if files of the table are missing or cannot be read
   */
  List<Path> of(String directory) throws UsageException {
    try {
      return local(directory);
    } catch (IOException | SdkException e) {
      throw new UsageException(
          StorageProblems.code(directory, e, ProblemCode.TABLES_UNREADABLE),
          String.format(
              "%s cannot be read: %s. Correct this and run the query again.",
              directory, StorageFailure.of(e).reason()));
    }
  }

  private List<Path> local(String directory) throws IOException, UsageException {
    List<MatchResult.Metadata> files =
        FileSystems.match(directory + "/part-*.parquet", EmptyMatchTreatment.ALLOW).metadata();
    requireAll(directory, files);
    List<Path> local = new ArrayList<>();
    if (!Uris.hasScheme(directory)) {
      files.forEach(file -> local.add(Path.of(file.resourceId().toString())));
      return local;
    }
    tellIfLarge(directory, files);
    Path target = Files.createTempDirectory(copies, "table-");
    for (MatchResult.Metadata file : files) {
      Path copy = target.resolve("part-" + local.size() + ".parquet");
      try (InputStream in = Channels.newInputStream(FileSystems.open(file.resourceId()))) {
        Files.copy(in, copy);
      }
      local.add(copy);
    }
    return local;
  }

  /** The files of a table are renamed one after the other when a run ends. */
  private void requireAll(String directory, List<MatchResult.Metadata> files)
      throws UsageException {
    for (MatchResult.Metadata file : files) {
      Matcher numbered = NUMBERED.matcher(String.valueOf(file.resourceId().getFilename()));
      int all = numbered.matches() ? Integer.parseInt(numbered.group(1)) : files.size();
      if (files.size() < all) {
        throw new UsageException(
            ProblemCode.TABLE_FILES_MISSING,
            String.format(
                "The run has not finished: %s has %d of %d files. Wait for it, or run the same"
                    + " 'maskbeam segment' again.",
                directory, files.size(), all));
      }
    }
  }

  private void tellIfLarge(String directory, List<MatchResult.Metadata> files) {
    long bytes = files.stream().mapToLong(MatchResult.Metadata::sizeBytes).sum();
    if (bytes > LARGE_BYTES) {
      messages.printf(
          Locale.ROOT,
          "Copying %,d MB of %s to %s for the time of the query%n",
          bytes >> 20,
          directory,
          copies);
    }
  }
}
