// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.testing;

import io.github.maskbeam.output.CommittedOutput;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.RunRecords;
import io.github.maskbeam.output.TableGroup;
import io.github.maskbeam.output.TableSet;
import io.github.maskbeam.schemas.Commit;
import io.github.maskbeam.schemas.RecordJson;
import io.github.maskbeam.schemas.RunRecord;
import io.github.maskbeam.schemas.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Commits tables that a test has written itself. */
public final class Commits {
  private Commits() {}

  /** Writes a run.json that names all files of the tables of a run. */
  public static CommittedOutput commit(OutputLayout output) throws IOException {
    RunRecord run =
        RunRecord.newBuilder()
            .setState(RunState.FINISHED.name())
            .setRunId("test")
            .setTables(TableSet.in(output, TableGroup.RUN).describe())
            .setContradictions(List.of())
            .build();
    RunRecords.write(output, run);
    return CommittedOutput.read(output).orElseThrow();
  }

  /** Writes an evaluation.json that names all files of the tables of an evaluation. */
  public static void commitEvaluation(OutputLayout output) throws IOException {
    Commit commit = new Commit("test", TableSet.in(output, TableGroup.EVALUATION).describe());
    Files.writeString(Path.of(output.evaluationJson()), RecordJson.compact(commit));
  }
}
