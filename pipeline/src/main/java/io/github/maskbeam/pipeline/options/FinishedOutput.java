// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.OutputLayout.Table;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.StorageProblems;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.storage.Uris;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;

/** An output directory that a command wants to read: what {@code segment} left there. */
public final class FinishedOutput {
  private FinishedOutput() {}

  /**
   * Sees that all tables are there.
   *
   * @param output a path or URI, as a person names it
   * @param workingDirectory absolute; what a relative path is relative to
   * @throws UsageException if this is no output of a run, or of one that has not finished
   */
  public static OutputLayout of(String output, String workingDirectory) throws UsageException {
    OutputLayout layout = OutputLayout.at(Uris.absolute(output, workingDirectory));
    if (Globs.isGlob(layout.root())) {
      throw new UsageException(
          ProblemCode.OUTPUT_IS_PATTERN,
          output + " contains a glob character, one of * ? [ {. Name one directory.");
    }
    List<String> missing = new ArrayList<>();
    boolean hasRunJson;
    try {
      hasRunJson = exists(layout.runJson());
      for (Table table : Table.values()) {
        if (!exists(layout.table(table) + "/part-*.parquet")) {
          missing.add(table.directory());
        }
      }
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      throw new UsageException(
          StorageProblems.code(layout.root(), e, ProblemCode.RUN_UNREADABLE),
          String.format(
              "%s cannot be read: %s. Name the directory that was --output of a run.",
              output, e.getMessage()));
    }
    if (missing.isEmpty()) {
      return layout;
    }
    if (!hasRunJson && missing.size() == Table.values().length) {
      throw new UsageException(
          ProblemCode.RUN_NOT_FOUND,
          String.format(
              "%s has no run in it: no %s/run.json and no tables. Name the directory that was"
                  + " --output of 'maskbeam segment'.",
              output, layout.root()));
    }
    throw new UsageException(
        ProblemCode.RUN_NOT_FINISHED,
        String.format(
            "The run in %s has not finished: it has no table %s yet, since tables come last. Wait"
                + " for it, or run the same 'maskbeam segment' again.",
            output, String.join(", ", missing)));
  }

  private static boolean exists(String pattern) throws IOException {
    return !FileSystems.match(pattern, EmptyMatchTreatment.ALLOW).metadata().isEmpty();
  }
}
