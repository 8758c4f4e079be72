// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Into which Hive partitions the tables of a run are written. */
public enum Partition {
  /** Their files are in the directories of the tables. */
  NONE,
  /**
   * The files of each table are in a directory {@code run=<run id>} of their own, by which other
   * programs know the run of each row.
   */
  RUN;

  /** The name of the column that {@link #RUN} adds for readers of Hive partitions. */
  public static final String RUN_COLUMN = "run";

  /** A file of a table below its directory, in a partition or not. */
  private static final Pattern FILE =
      Pattern.compile("(?:^|/)((?:" + RUN_COLUMN + "=[^/]+/)?part-[^/]+)$");

  /** A layout whose tables are written into these partitions of a run. */
  public OutputLayout of(OutputLayout layout, String runId) {
    return this == RUN ? layout.partitionedBy(runId) : layout;
  }

  /** The directory of a run's files in that of a table. */
  static String directory(String runId) {
    return RUN_COLUMN + "=" + runId;
  }

  /** The name of a table's file in the directory of the table, with its partition if it has one. */
  static String nameInTable(String uri) {
    Matcher file = FILE.matcher(uri.replace('\\', '/'));
    if (!file.find()) {
      throw new IllegalArgumentException(uri + " is not a file of a table");
    }
    return file.group(1);
  }
}
