// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.query;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.pipeline.progress.Progress;
import io.github.maskbeam.pipeline.testing.TinyOutput;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said beside results, for people only. */
class ResultPrinterTest {
  @TempDir private Path directory;

  @Test
  void saysWhatGivesNoRows() throws Exception {
    assertThat(said("SELECT * FROM failures"), is("No rows."));
    assertThat(
        said("CREATE TABLE t AS SELECT 1; INSERT INTO t VALUES (2), (3)"), is("Done, 2 rows."));
    assertThat(said("SELECT 1"), is(""));
  }

  private String said(String sql) throws Exception {
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    PrintStream printed = new PrintStream(messages, true, StandardCharsets.UTF_8);
    try (OutputDatabase database =
        OutputDatabase.open(TinyOutput.in(directory.resolve("out")), printed)) {
      new ResultPrinter(
              database,
              Format.CSV,
              Formulas.EXACT,
              Progress.Display.PLAIN,
              new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
              printed)
          .print(sql);
    }
    return messages.toString(StandardCharsets.UTF_8).strip();
  }
}
