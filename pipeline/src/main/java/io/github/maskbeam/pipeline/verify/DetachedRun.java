// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.verify;

import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.OutputLock;
import io.github.maskbeam.output.OutputLockedException;
import io.github.maskbeam.output.RunRecords;
import io.github.maskbeam.output.Table;
import io.github.maskbeam.output.TableCommit;
import io.github.maskbeam.output.TableGroup;
import io.github.maskbeam.output.TableSet;
import io.github.maskbeam.pipeline.run.Reconciliation;
import io.github.maskbeam.pipeline.run.TableTotals;
import io.github.maskbeam.schemas.Commit;
import io.github.maskbeam.schemas.RecordJson;
import io.github.maskbeam.schemas.RunRecord;
import io.github.maskbeam.schemas.RunState;
import io.github.maskbeam.schemas.TableFile;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;

/**
 * Commits the tables of a run that has ended without a client, such as a detached job on a cluster.
 */
public final class DetachedRun {
  private static final Pattern STAGED =
      Pattern.compile(".*/(?<run>[^/]+)/(tables|evaluation)/[^/]+/(run=[^/]+/)?part-[^/]+");

  private DetachedRun() {}

  /**
   * Commits the tables of all ended runs, if they are complete.
   *
   * @return the ids of these runs
   * @throws OutputLockedException if another command has taken over the output
   * @throws IOException if tables cannot be read or committed
   */
  public static List<String> commit(OutputLayout output, OutputLock lock)
      throws IOException, OutputLockedException {
    TreeSet<String> committed = new TreeSet<>();
    for (String runId : stagedRuns(output)) {
      for (TableGroup group : TableGroup.values()) {
        TableSet tables = TableSet.in(output.staged(runId), group);
        if (!tables.isComplete()) {
          continue;
        }
        List<TableFile> files = tables.describe();
        Optional<String> record = record(output, group, runId, tables, files);
        if (record.isPresent()) {
          lock.requireHeld();
          TableCommit.of(output, group).commit(runId, files, record.get());
          committed.add(runId);
        }
      }
    }
    commitInPlace(output, lock).ifPresent(committed::add);
    return List.copyOf(committed);
  }

  /** The first run in an output may have been detached and has its tables in their final places. */
  private static Optional<String> commitInPlace(OutputLayout output, OutputLock lock)
      throws IOException, OutputLockedException {
    Optional<RunRecord> begun =
        RunRecords.read(output).filter(run -> run.getTables() == null && run.getRunId() != null);
    TableSet tables = TableSet.in(output, TableGroup.RUN);
    if (!begun.isPresent() || !tables.isComplete()) {
      return Optional.empty();
    }
    String runId = begun.get().getRunId();
    List<TableFile> files = tables.describe();
    lock.requireHeld();
    TableCommit.of(output, TableGroup.RUN)
        .commit(runId, files, RecordJson.indented(finished(begun.get(), tables, files)));
    return Optional.of(runId);
  }

  private static Set<String> stagedRuns(OutputLayout output) throws IOException {
    TreeSet<String> runIds = new TreeSet<>();
    for (TableGroup group : TableGroup.values()) {
      for (Table table : group.tables()) {
        for (String files : List.of("/part-*.parquet", "/run=*/part-*.parquet")) {
          String pattern = output.staged("*").table(table) + files;
          for (MatchResult.Metadata file :
              FileSystems.match(pattern, EmptyMatchTreatment.ALLOW).metadata()) {
            Matcher staged = STAGED.matcher(file.resourceId().toString());
            if (staged.matches()) {
              runIds.add(staged.group("run"));
            }
          }
        }
      }
    }
    return runIds;
  }

  private static Optional<String> record(
      OutputLayout output, TableGroup group, String runId, TableSet tables, List<TableFile> files)
      throws IOException {
    switch (group) {
      case RUN:
        return RunRecords.read(output.staged(runId))
            .map(begun -> RecordJson.indented(finished(begun, tables, files)));
      case EVALUATION:
        // The metrics of the whole evaluation can be computed from its tables.
        return Optional.of(RecordJson.indented(new Commit(runId, files)));
    }
    throw new AssertionError(group);
  }

  /** Without the metrics of the run there are no counts and timings. */
  private static RunRecord finished(RunRecord begun, TableSet tables, List<TableFile> files) {
    List<String> contradictions;
    try {
      contradictions = Reconciliation.ofTables(TableTotals.read(tables));
    } catch (IOException e) {
      contradictions = List.of("The tables cannot be read: " + e.getMessage());
    }
    return RunRecord.newBuilder(begun)
        .setState((contradictions.isEmpty() ? RunState.FINISHED : RunState.INCONSISTENT).name())
        .setFinishedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
        .setContradictions(contradictions)
        .setTables(files)
        .build();
  }
}
