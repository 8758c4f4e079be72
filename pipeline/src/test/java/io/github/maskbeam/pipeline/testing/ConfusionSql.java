// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.testing;

import java.nio.file.Path;
import java.sql.SQLException;

/**
 * Metrics of a finished evaluation, computed by somebody else, DuckDB, from the table confusion
 * alone.
 */
public final class ConfusionSql {
  private final Tables tables;
  private final String classes;

  /** Computes from the evaluation in this output directory. */
  public ConfusionSql(Tables tables, Path output) {
    this.tables = tables;
    this.classes =
        "WITH c AS (FROM "
            + table(output, "confusion")
            + "), t AS (SELECT ground_truth_class_id k, sum(px) t FROM c GROUP BY k),"
            + " p AS (SELECT predicted_class_id k, sum(px) p FROM c GROUP BY k),"
            + " n AS (SELECT ground_truth_class_id k, px n FROM c"
            + " WHERE ground_truth_class_id = predicted_class_id),"
            + " m AS (SELECT k, coalesce(t, 0)::DOUBLE t, coalesce(n, 0)::DOUBLE n,"
            + " coalesce(t, 0) + coalesce(p, 0) - coalesce(n, 0) AS u"
            + " FROM t FULL JOIN p USING (k) LEFT JOIN n USING (k)) ";
  }

  /** How a query names a table of an evaluation. */
  public static String table(Path output, String table) {
    return "read_parquet('" + output.resolve("evaluation").resolve(table) + "/*.parquet')";
  }

  /** Mean IoU. */
  public double meanIou() throws SQLException {
    return value("SELECT avg(n / u) FROM m");
  }

  /** Intersection over union of a class. */
  public double iou(int classId) throws SQLException {
    return value("SELECT n / u FROM m WHERE k = " + classId);
  }

  /** Pixel accuracy. */
  public double pixelAccuracy() throws SQLException {
    return value("SELECT sum(n) / sum(t) FROM m");
  }

  /** Mean accuracy over classes in the ground truth. */
  public double meanAccuracy() throws SQLException {
    return value("SELECT avg(n / t) FROM m WHERE t > 0");
  }

  /** Frequency-weighted IoU. */
  public double frequencyWeightedIou() throws SQLException {
    return value("SELECT sum(t * n / u) / sum(t) FROM m");
  }

  private double value(String select) throws SQLException {
    return Double.parseDouble(tables.value(classes + select));
  }
}
