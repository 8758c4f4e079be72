// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.query;

import io.github.maskbeam.errors.Causes;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import java.sql.SQLException;
import java.util.List;

/** The images of a run whose mean confidence is lowest. */
public final class LeastConfident {
  private LeastConfident() {}

  /**
   * The ids of the images with the lowest mean confidence over their pixels that have a class,
   * lowest first. Images whose pixels are all void come before them.
   *
   * @param limit the maximum number of images
   * @throws UsageException if the run measured no confidence, or its tables cannot be read
   */
  public static List<String> imageIds(OutputDatabase database, int limit) throws UsageException {
    try {
      if (!isMeasured(database)) {
        throw new UsageException(
            ProblemCode.CONFIDENCE_NOT_MEASURED,
            "--sort=confidence needs confidences, which this run has not measured for all images:"
                + " run 'maskbeam segment' again with --confidence=mean and --overwrite.");
      }
      return database.column(
          "SELECT i.image_id FROM images i LEFT JOIN (SELECT image_id,"
              + " sum(mean_confidence * area_px) / sum(area_px) AS confidence FROM class_areas"
              + " GROUP BY image_id) a ON i.image_id = a.image_id WHERE i.status = 'SUCCEEDED'"
              + " ORDER BY a.confidence NULLS FIRST, i.image_uri LIMIT "
              + limit);
    } catch (SQLException e) {
      throw new UsageException(
          ProblemCode.TABLES_DAMAGED,
          "The tables of the run cannot be read: "
              + Causes.firstLine(e)
              + ". Run the same 'maskbeam segment' again to write them again.");
    }
  }

  /** Without a pixel that has a class there is nothing to measure, and nothing is missing. */
  private static boolean isMeasured(OutputDatabase database) throws SQLException {
    String first = "SELECT 1 FROM class_areas";
    return database.column(first + " LIMIT 1").isEmpty()
        || (database.has("class_areas", "mean_confidence")
            && database.column(first + " WHERE mean_confidence IS NULL LIMIT 1").isEmpty());
  }
}
