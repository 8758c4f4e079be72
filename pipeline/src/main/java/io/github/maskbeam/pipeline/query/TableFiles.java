// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.query;

import io.github.maskbeam.errors.VisibleText;
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
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MatchResult;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The Parquet files of a table as local files: in place if the output is local, otherwise copied,
 * because DuckDB would download an extension to read other file systems.
 */
final class TableFiles {
  /** Copies from this size on are announced. */
  private static final long LARGE_BYTES = 50L << 20;

  private final boolean isLocal;
  private final Path copies;
  private final PrintStream messages;

  /**
   * Creates an instance.
   *
   * @param root the output directory
   * @param copies a local directory for copies of remote files
   * @param messages receives announcements of large copies
   */
  TableFiles(String root, Path copies, PrintStream messages) {
    this.isLocal = !Uris.hasScheme(root);
    this.copies = copies;
    this.messages = messages;
  }

  /**
   * The files of one table.
   *
   * @param name of the table
   * @return local paths
   * @throws UsageException if a file cannot be read
   */
  List<Path> of(String name, List<MatchResult.Metadata> files) throws UsageException {
    List<Path> local = new ArrayList<>();
    if (isLocal) {
      files.forEach(file -> local.add(Path.of(file.resourceId().toString())));
      return local;
    }
    tellIfLarge(name, files);
    try {
      Path target = Files.createTempDirectory(copies, name);
      for (MatchResult.Metadata file : files) {
        Path copy = target.resolve("part-" + local.size() + ".parquet");
        try (InputStream in = Channels.newInputStream(FileSystems.open(file.resourceId()))) {
          Files.copy(in, copy);
        }
        local.add(copy);
      }
      return local;
    } catch (IOException | SdkException e) {
      String uri = files.get(local.size()).resourceId().toString();
      throw new UsageException(
          StorageProblems.code(uri, e, ProblemCode.TABLES_UNREADABLE),
          String.format(
              "%s cannot be read: %s. Correct this and run the query again.",
              uri, StorageFailure.of(e).reason()));
    }
  }

  private void tellIfLarge(String name, List<MatchResult.Metadata> files) {
    long bytes = files.stream().mapToLong(MatchResult.Metadata::sizeBytes).sum();
    if (bytes > LARGE_BYTES) {
      messages.printf(
          Locale.ROOT,
          "Copying %,d MB of table %s to %s for the time of the query%n",
          bytes >> 20,
          name,
          VisibleText.line(copies));
    }
  }
}
