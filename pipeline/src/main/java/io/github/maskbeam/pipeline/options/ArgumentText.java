// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Finds arguments that the JVM could not decode. */
public final class ArgumentText {
  /** The JVM replaces bytes of arguments that are not text in its charset by this character. */
  private static final char REPLACEMENT = '\uFFFD';

  private ArgumentText() {}

  /**
   * Rejects paths that were not decoded: they name other files than the user wrote.
   *
   * @param paths options, paths and URIs; null means that an option was not given
   */
  public static void require(List<String> paths) throws UsageException {
    List<Problem> problems = problems(paths);
    if (!problems.isEmpty()) {
      throw new UsageException(problems);
    }
  }

  /** A problem for each text that was not decoded. */
  static List<Problem> problems(List<String> texts) {
    return texts.stream()
        .filter(Objects::nonNull)
        .filter(text -> text.indexOf(REPLACEMENT) >= 0)
        .map(
            text ->
                Problem.of(
                    ProblemCode.ARGUMENT_NOT_TEXT,
                    String.format(
                        "'%s' has characters that are not in the charset %s of this JVM. Run with"
                            + " LC_ALL=C.UTF-8; if that is set, use ? for such a character of a"
                            + " file.",
                        text, System.getProperty("sun.jnu.encoding"))))
        .collect(Collectors.toList());
  }
}
