// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.StorageProblems;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.storage.Uris;
import java.io.IOException;

/** Reads the SQL of {@code query --file}. */
public final class SqlFile {
  private SqlFile() {}

  /**
   * The text of a file. Beam's file systems must be configured.
   *
   * @throws UsageException if the file cannot be read, or is not text in UTF-8
   */
  public static String read(String file, String workingDirectory) throws UsageException {
    String uri = Uris.absolute(file, workingDirectory);
    try {
      return TextFiles.readAnyLines(uri);
    } catch (IOException | IllegalArgumentException e) {
      throw new UsageException(
          StorageProblems.code(uri, e, ProblemCode.SQL_FILE_UNREADABLE),
          String.format("--file=%s cannot be read: %s.", file, TextFiles.reason(file, e)));
    }
  }
}
