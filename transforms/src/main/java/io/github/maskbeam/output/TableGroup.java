// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Tables that are written by the same command and committed together. */
public enum TableGroup {
  /** The tables of a run, committed by run.json. */
  RUN("tables"),
  /** The tables of an evaluation, committed by evaluation.json. */
  EVALUATION("evaluation");

  private final String directory;

  TableGroup(String directory) {
    this.directory = directory;
  }

  /** The tables of this group. */
  public List<Table> tables() {
    return Arrays.stream(Table.values())
        .filter(table -> table.group() == this)
        .collect(Collectors.toList());
  }

  /** The name of the directory of its tables. */
  String directory() {
    return directory;
  }
}
