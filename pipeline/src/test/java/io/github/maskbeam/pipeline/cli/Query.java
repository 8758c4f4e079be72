// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.MaskFiles;
import io.github.maskbeam.pipeline.testing.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** Runs {@code maskbeam query} on an output. */
final class Query {
  private Query() {}

  /** Queries this output. */
  static Run of(Path output, String... arguments) {
    return Run.maskbeam(
        Stream.concat(Stream.of("query", output.toString()), Arrays.stream(arguments))
            .toArray(String[]::new));
  }

  /** Checks that a run was rejected with this code and with these values in its messages. */
  static void assertRejected(Run run, ProblemCode code, String... values) {
    assertThat(run.err(), run.exitCode(), is(2));
    assertThat(run.err(), run.codes(), contains(code));
    assertThat(run.err(), not(containsString("\tat ")));
    Arrays.stream(values).forEach(value -> assertThat(run.err(), containsString(value)));
  }

  /** Copies the tables of an output to another directory. */
  static void copyTables(Path output, Path target) throws IOException {
    for (String file : MaskFiles.below(output.resolve("tables"))) {
      Path copy = target.resolve("tables").resolve(file);
      Files.createDirectories(copy.getParent());
      Files.copy(output.resolve("tables").resolve(file), copy);
    }
  }
}
