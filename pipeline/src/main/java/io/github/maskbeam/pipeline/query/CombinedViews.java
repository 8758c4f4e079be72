// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.query;

import io.github.maskbeam.errors.Causes;
import io.github.maskbeam.output.Table;
import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The views of several outputs that are read together. The rows of all outputs are in one view per
 * table, by the names of columns, with the name of their output in the first column. Only
 * class_coverage has no such column: it has a row per class over all outputs, and
 * class_coverage_by_output has those of each.
 */
final class CombinedViews {
  /** The column with the name of the output that a row is of. */
  static final String OUTPUT = "output";

  private static final String BY_OUTPUT = "class_coverage_by_output";

  private static final String PIXELS =
      "WITH masks AS (SELECT count(*) AS images, sum(width_px::BIGINT * height_px) AS px FROM images"
          + " WHERE status = 'SUCCEEDED'), masks_of AS (SELECT output, count(*) AS images FROM"
          + " images WHERE status = 'SUCCEEDED' GROUP BY output) ";

  private final OutputDatabase database;
  private final QueriedOutputs outputs;

  CombinedViews(OutputDatabase database, QueriedOutputs outputs) {
    this.database = database;
    this.outputs = outputs;
  }

  /** The schema of the views of an output alone, which are numbered from 1. */
  static String schema(int number) {
    return "output_" + number;
  }

  /**
   * Creates the views, after those of each output alone.
   *
   * @throws UsageException if the outputs cannot be read together
   */
  void create() throws UsageException {
    try {
      refuseClashes();
      for (Table table : Table.values()) {
        unite(table.view(), table == Table.CLASS_COVERAGE ? BY_OUTPUT : table.view());
      }
      database.execute(
          "CREATE VIEW failures AS " + OutputViews.failures(Table.IMAGES.view(), OUTPUT + ", "));
      refuseDifferentClasses();
      createCoverage();
    } catch (SQLException e) {
      throw new UsageException(
          ProblemCode.OUTPUTS_NOT_COMBINED,
          String.format(
              "The tables of %s cannot be read together: %s. Query each output alone.",
              outputs.names(), Causes.firstLine(e)));
    }
  }

  /** What users should know about these outputs, although they are read together. */
  static List<Problem> warnings(OutputDatabase database, QueriedOutputs outputs)
      throws SQLException {
    List<Problem> warnings = new ArrayList<>();
    outputs.ofDifferentSettings().ifPresent(warnings::add);
    long repeated =
        Long.parseLong(
            database
                .column(
                    "SELECT count(*) FROM (SELECT image_id FROM images GROUP BY image_id HAVING"
                        + " count(*) > 1)")
                .get(0));
    if (repeated > 0) {
      warnings.add(
          Problem.of(
              ProblemCode.IMAGES_IN_SEVERAL_OUTPUTS,
              String.format(
                  Locale.ROOT,
                  "%s in more than one of these outputs, and each output's rows count. In SQL,"
                      + " column output tells them apart.",
                  repeated == 1 ? "1 image is" : String.format("%,d images are", repeated))));
    }
    List<String> differing =
        database.column(
            "WITH types AS (SELECT table_name, lower(column_name) AS name, data_type FROM"
                + " information_schema.columns WHERE starts_with(table_schema, 'output_'))"
                + " SELECT format('{} of {} ({})', name, table_name, string_agg(DISTINCT data_type,"
                + " ', ' ORDER BY data_type)) FROM types WHERE table_name <> 'failures' GROUP BY"
                + " table_name, name HAVING count(DISTINCT data_type) > 1 ORDER BY ALL");
    if (!differing.isEmpty()) {
      warnings.add(
          Problem.of(
              ProblemCode.COLUMN_TYPES_DIFFER,
              "Columns have different types in these outputs and are converted to a common one: "
                  + String.join(", ", differing)
                  + "."));
    }
    return warnings;
  }

  private void refuseClashes() throws SQLException, UsageException {
    List<String> clashes =
        database.column(
            "SELECT DISTINCT column_name FROM information_schema.columns WHERE"
                + " starts_with(table_schema, 'output_') AND lower(column_name) = 'output'");
    if (!clashes.isEmpty()) {
      throw new UsageException(
          ProblemCode.OUTPUTS_NOT_COMBINED,
          String.format(
              "A table has a kept column '%s', the name of the column with the output of each row"
                  + " when several outputs are queried. Query each output alone.",
              clashes.get(0)));
    }
  }

  private void unite(String view, String name) throws SQLException {
    List<String> parts = new ArrayList<>();
    int number = 0;
    for (String output : outputs.byName().keySet()) {
      number++;
      if (database.hasView(schema(number), view)) {
        parts.add(
            String.format(
                "SELECT %s AS %s, * FROM %s.%s",
                Literals.text(output), OUTPUT, schema(number), view));
      }
    }
    if (!parts.isEmpty()) {
      database.execute("CREATE VIEW " + name + " AS " + String.join(" UNION ALL BY NAME ", parts));
    }
  }

  /** Each output has a row for each class of its model, whether it occurs or not. */
  private void refuseDifferentClasses() throws SQLException, UsageException {
    List<String> differing =
        database.column(
            "SELECT format('class {} is {}', class_id, string_agg(format('{} in {}', class_name,"
                + " output), ' and ' ORDER BY output)) FROM "
                + BY_OUTPUT
                + " GROUP BY class_id HAVING count(DISTINCT class_name) > 1 ORDER BY class_id");
    if (!differing.isEmpty()) {
      throw new UsageException(
          ProblemCode.OUTPUTS_NOT_COMBINED,
          String.format(
              "The outputs have different classes: %s%s. Areas of such a class id cannot be added;"
                  + " query each output alone.",
              differing.get(0),
              differing.size() > 1 ? " (" + differing.size() + " ids differ)" : ""));
    }
  }

  /** As if one run had segmented the images of all outputs. */
  private void createCoverage() throws SQLException {
    Optional<String> areaM2 =
        database.has(BY_OUTPUT, "area_m2")
            ? Optional.of(
                ", sum(area_m2) AS area_m2, sum(area_m2_image_count)::BIGINT AS"
                    + " area_m2_image_count")
            : Optional.empty();
    database.execute(
        "CREATE VIEW class_coverage AS "
            + PIXELS
            + "SELECT class_id, class_name, sum(image_count)::BIGINT AS image_count,"
            + " sum(area_px)::BIGINT AS area_px,"
            + " coalesce(sum(area_px) / any_value(masks.px), 0)::DOUBLE AS area_fraction,"
            + " coalesce(sum(mean_image_fraction * masks_of.images) / any_value(masks.images), 0)"
            + "::DOUBLE AS mean_image_fraction, max(max_image_fraction) AS max_image_fraction"
            + areaM2.orElse("")
            + " FROM "
            + BY_OUTPUT
            + " LEFT JOIN masks_of USING (output) CROSS JOIN masks"
            + " GROUP BY class_id, class_name ORDER BY class_id");
  }
}
