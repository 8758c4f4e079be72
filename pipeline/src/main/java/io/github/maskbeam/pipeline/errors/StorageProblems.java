// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.errors;

import io.github.maskbeam.storage.Schemes;
import io.github.maskbeam.storage.StorageFailure;
import io.github.maskbeam.storage.Uris;
import java.io.File;
import java.util.Optional;

/** Maps exceptions of file systems to problem codes. */
public final class StorageProblems {
  private StorageProblems() {}

  /**
   * The code for a failure to use a file or directory.
   *
   * @param uri an absolute path or a URI
   * @param thrown the exception of its file system
   * @param otherwise the code if no specific one applies
   */
  public static ProblemCode code(String uri, Exception thrown, ProblemCode otherwise) {
    Optional<Schemes.Gap> gap = Schemes.gap(uri);
    if (gap.isPresent()) {
      return code(gap.get());
    }
    switch (StorageFailure.of(thrown).kind()) {
      case NOT_FOUND:
        // Java also reports local directories and unreadable files as not found.
        return isLocal(uri) ? otherwise : ProblemCode.STORAGE_NOT_FOUND;
      case ACCESS_DENIED:
        return ProblemCode.STORAGE_ACCESS_DENIED;
      case TRANSIENT:
      case PERMANENT:
        return otherwise;
    }
    throw new AssertionError(thrown);
  }

  private static boolean isLocal(String uri) {
    return !Uris.hasScheme(uri) && new File(uri).exists();
  }

  private static ProblemCode code(Schemes.Gap gap) {
    switch (gap) {
      case UNKNOWN:
        return ProblemCode.SCHEME_UNKNOWN;
      case NOT_IN_JAR:
        return ProblemCode.SCHEME_NOT_IN_JAR;
      case NOT_CONFIGURED:
        return ProblemCode.SCHEME_NOT_CONFIGURED;
    }
    throw new AssertionError(gap);
  }
}
