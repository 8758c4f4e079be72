// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.query;

import io.github.maskbeam.errors.Causes;
import io.github.maskbeam.output.CommittedOutput;
import io.github.maskbeam.output.InconsistentOutputException;
import io.github.maskbeam.output.Table;
import io.github.maskbeam.output.TableGroup;
import io.github.maskbeam.output.TableSet;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.schemas.MalformedRecordException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Creates the views of a database: one per table. For one thread. */
final class OutputViews {
  private final OutputDatabase database;
  private final Path copies;
  private final PrintStream messages;

  /**
   * Creates an instance.
   *
   * @param copies a local directory for copies of remote files
   * @param messages receives announcements of large copies
   */
  OutputViews(OutputDatabase database, Path copies, PrintStream messages) {
    this.database = database;
    this.copies = copies;
    this.messages = messages;
  }

  /**
   * Creates the views of one output, or of several outputs together.
   *
   * @throws UsageException if a table cannot be read, or the outputs cannot be read together
   */
  void create(QueriedOutputs outputs) throws UsageException, IOException {
    if (outputs.areSeveral()) {
      int number = 0;
      for (Map.Entry<String, CommittedOutput> output : outputs.byName().entrySet()) {
        number++;
        create(CombinedViews.schema(number), output.getKey(), output.getValue());
      }
      new CombinedViews(database, outputs).create();
      return;
    }
    for (Map.Entry<String, CommittedOutput> output : outputs.byName().entrySet()) {
      create("main", output.getKey(), output.getValue());
    }
  }

  private void create(String schema, String name, CommittedOutput output)
      throws UsageException, IOException {
    TableFiles files = new TableFiles(output.layout().root(), copies, messages);
    try {
      database.execute("CREATE SCHEMA IF NOT EXISTS " + schema);
      create(schema, TableGroup.RUN, output.tables(), files);
      database.execute(
          String.format("CREATE VIEW %s.failures AS %s", schema, failures(schema + ".images", "")));
      Optional<TableSet> evaluation = TableSet.committed(output.layout(), TableGroup.EVALUATION);
      if (evaluation.isPresent()) {
        create(schema, TableGroup.EVALUATION, evaluation.get(), files);
      }
    } catch (SQLException e) {
      throw new UsageException(
          ProblemCode.TABLES_DAMAGED,
          String.format(
              "The tables of %s cannot be read: %s. Run the same 'maskbeam segment' again to"
                  + " write them again.",
              name, Causes.firstLine(e)));
    } catch (InconsistentOutputException | MalformedRecordException e) {
      throw new UsageException(
          ProblemCode.OUTPUT_INCONSISTENT,
          e.getMessage() + ". Run 'maskbeam evaluate' again to write the tables again.");
    }
  }

  private void create(String schema, TableGroup group, TableSet tables, TableFiles files)
      throws SQLException, UsageException {
    for (Table table : group.tables()) {
      if (!tables.has(table)) {
        continue;
      }
      List<Path> local = files.of(table.view(), tables.files(table));
      database.execute(
          String.format(
              "CREATE VIEW %s.%s AS FROM read_parquet([%s], hive_partitioning = false)",
              schema,
              table.view(),
              local.stream()
                  .map(file -> Literals.text(file.toString()))
                  .collect(Collectors.joining(", "))));
    }
  }

  /**
   * The rows of images that failed, with the reason first.
   *
   * @param first columns before the reason, each followed by a comma
   */
  static String failures(String images, String first) {
    return String.format(
        "SELECT %1$simage_uri, failure_code, failure_stage, failure_message, * EXCLUDE"
            + " (%1$simage_uri, failure_code, failure_stage, failure_message, status, mask_uri,"
            + " decode_ms, inference_ms) FROM %2$s WHERE status = 'FAILED'",
        first, images);
  }
}
