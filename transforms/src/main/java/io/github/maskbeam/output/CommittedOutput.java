// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.schemas.RunRecord;
import java.io.IOException;
import java.util.Optional;

/** An output directory with the tables of its last finished run. */
@AutoValue
public abstract class CommittedOutput {
  /**
   * Reads the commit of a run.
   *
   * @return empty if no run has committed its tables
   * @throws InconsistentOutputException if a file of the tables is missing or has another size
   * @throws io.github.maskbeam.schemas.MalformedRecordException if run.json is damaged
   * @throws IOException if storage cannot be read
   */
  public static Optional<CommittedOutput> read(OutputLayout layout) throws IOException {
    Optional<TableSet> tables = TableSet.committed(layout, TableGroup.RUN);
    Optional<RunRecord> run = tables.isPresent() ? RunRecords.read(layout) : Optional.empty();
    return run.map(record -> of(layout, record, tables.get()));
  }

  /** An output with these tables. */
  public static CommittedOutput of(OutputLayout layout, RunRecord run, TableSet tables) {
    return new AutoValue_CommittedOutput(layout.withMaskNames(MaskNames.of(run)), run, tables);
  }

  /** The names of its files. */
  public abstract OutputLayout layout();

  /** The record of the run. */
  public abstract RunRecord run();

  /** The tables of the run. */
  public abstract TableSet tables();
}
