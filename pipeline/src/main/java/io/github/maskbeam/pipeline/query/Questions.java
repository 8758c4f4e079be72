// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.query;

import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import java.util.List;
import java.util.OptionalInt;

/** The questions that have an option. Fractions are printed as percentages. */
public final class Questions {
  private static final int DEFAULT_LIMIT = 20;

  /** The background is in nearly every image, so pairs with it carry no information. */
  private static final String NOT_BACKGROUND =
      "NOT (class_id = 0 AND lower(class_name) = 'background')";

  /** A row for pixels without a class, if there are any. */
  private static final String VOID_COVERAGE =
      "SELECT NULL, 'void', count_if(void_px > 0), sum(void_px) / sum(px), avg(void_px / px),"
          + " max(void_px / px), sum(void_px)::BIGINT"
          + " FROM (SELECT coalesce(void_px, 0) AS void_px, width_px::BIGINT * height_px AS px"
          + " FROM images WHERE status = 'SUCCEEDED') HAVING sum(void_px) > 0";

  private Questions() {}

  /** The area of each class that occurs. */
  public static Question coverage(OptionalInt limit) {
    return (database, format) ->
        List.of(
            "WITH covered AS (SELECT class_id, class_name, image_count, area_fraction,"
                + " mean_image_fraction, max_image_fraction, area_px FROM class_coverage"
                + " WHERE image_count > 0"
                + (database.has("images", "void_px") ? " UNION ALL " + VOID_COVERAGE : "")
                + ") SELECT class_name, image_count AS images,"
                + " (100 * area_fraction)::DECIMAL(5, 2) AS area_percent,"
                + " (100 * mean_image_fraction)::DECIMAL(5, 2) AS mean_image_percent,"
                + " (100 * max_image_fraction)::DECIMAL(5, 2) AS max_image_percent, area_px"
                + " FROM covered ORDER BY area_fraction DESC, class_id"
                + limitClause(limit));
  }

  /** The images with the largest area fraction of a class. */
  public static Question top(String className, OptionalInt limit) {
    return (database, format) ->
        List.of(
            "SELECT "
                + output(database)
                + "image_uri, (100 * area_fraction)::DECIMAL(5, 2) AS area_percent, area_px,"
                + " x_min, y_min, x_max, y_max FROM class_areas WHERE class_id = "
                + new ClassNames(database).idOf("top", className)
                + " ORDER BY area_fraction DESC, image_uri LIMIT "
                + limit.orElse(DEFAULT_LIMIT));
  }

  /** The distribution of the area fraction of a class over the images, in ten bins. */
  public static Question histogram(String className) {
    return (database, format) -> {
      int id = new ClassNames(database).idOf("histogram", className);
      return List.of(
          "WITH found AS (SELECT least(floor(10 * area_fraction), 9)::INTEGER AS bin,"
              + " count(*) AS images FROM class_areas WHERE class_id = "
              + id
              + " GROUP BY bin), bins AS (SELECT -1 AS bin, 'absent' AS area_percent,"
              + " (SELECT count(*) FROM images WHERE status = 'SUCCEEDED')"
              + " - coalesce((SELECT sum(images) FROM found), 0)::BIGINT AS images"
              + " UNION ALL SELECT b.bin, format('{} to {}', 10 * b.bin, 10 * b.bin + 10),"
              + " coalesce(found.images, 0) FROM (SELECT range::INTEGER AS bin FROM range(10)) b"
              + " LEFT JOIN found USING (bin)) SELECT area_percent, images"
              + (format.isForPeople()
                  ? ", repeat('#', ceil(40.0 * images / greatest(max(images) OVER (), 1))::INTEGER)"
                      + " AS bar"
                  : "")
              + " FROM bins ORDER BY bin");
    };
  }

  /** The number of images in which two classes occur together, without the background. */
  public static Question cooccurrence(OptionalInt limit) {
    return (database, format) ->
        List.of(
            "WITH present AS (SELECT "
                + output(database)
                + "image_id, class_id, class_name,"
                + " count(*) OVER (PARTITION BY class_id) AS class_images"
                + " FROM class_areas WHERE "
                + NOT_BACKGROUND
                + ") SELECT a.class_name AS class_name, b.class_name AS with_class,"
                + " count(*) AS images,"
                + " (100 * count(*) / any_value(a.class_images))::DECIMAL(5, 2)"
                + " AS percent_of_class,"
                + " (100 * count(*) / any_value(b.class_images))::DECIMAL(5, 2)"
                + " AS percent_of_with_class"
                + " FROM present a JOIN present b"
                + " ON a.image_id = b.image_id AND a.class_id < b.class_id"
                + (database.isOfSeveral() ? " AND a.output = b.output" : "")
                + " GROUP BY a.class_id, a.class_name, b.class_id, b.class_name"
                + " ORDER BY images DESC, a.class_id, b.class_id"
                + limitClause(limit));
  }

  /** The failed images with their reasons. */
  public static Question failures(OptionalInt limit) {
    return (database, format) ->
        List.of(
            "SELECT "
                + output(database)
                + "failure_code, failure_stage, image_uri, failure_message FROM failures"
                + " ORDER BY failure_code, image_uri"
                + limitClause(limit));
  }

  /**
   * Everything about one image. For people: its columns, then its classes. For programs: one row
   * per class with all columns of the image, or one row if the image has no class.
   */
  public static Question image(String named) {
    return (database, format) -> {
      String id = Literals.text(ImageLookup.idOf(database, named));
      if (!format.isForPeople()) {
        return List.of(
            "SELECT i.*, a.* EXCLUDE ("
                + output(database)
                + "image_id, image_uri) FROM images i LEFT JOIN class_areas a"
                + " ON i.image_id = a.image_id"
                + (database.isOfSeveral() ? " AND i.output = a.output" : "")
                + " WHERE i.image_id = "
                + id
                + " ORDER BY "
                + (database.isOfSeveral() ? "i.output, " : "")
                + "a.area_px DESC, a.class_id");
      }
      return List.of(
          "SELECT name AS \"column\", value FROM (UNPIVOT (SELECT COLUMNS(*)::VARCHAR FROM images"
              + " WHERE image_id = "
              + id
              + ") ON COLUMNS(*))",
          "SELECT "
              + output(database)
              + "class_name, (100 * area_fraction)::DECIMAL(5, 2) AS area_percent, area_px,"
              + " x_min, y_min, x_max, y_max, mean_confidence FROM class_areas WHERE image_id = "
              + id
              + " ORDER BY "
              + output(database)
              + "area_px DESC, class_id");
    };
  }

  /** The images with the lowest mean IoU of an evaluation. */
  public static Question worst(OptionalInt limit) {
    return (database, format) -> {
      if (!database.has("evaluation_images")) {
        throw new UsageException(
            ProblemCode.EVALUATION_MISSING,
            "--worst needs an evaluation, and this output has none: run 'maskbeam evaluate' on it"
                + " first.");
      }
      return List.of(
          "SELECT "
              + output(database)
              + "image_uri, (100 * miou)::DECIMAL(5, 2) AS miou_percent,"
              + " (100 * pixel_accuracy)::DECIMAL(5, 2) AS pixel_accuracy_percent"
              + " FROM evaluation_images WHERE miou IS NOT NULL ORDER BY miou, image_uri LIMIT "
              + limit.orElse(DEFAULT_LIMIT));
    };
  }

  /** The column that tells rows of several outputs apart, before others. */
  private static String output(OutputDatabase database) {
    return database.isOfSeveral() ? CombinedViews.OUTPUT + ", " : "";
  }

  private static String limitClause(OptionalInt limit) {
    return limit.isPresent() ? " LIMIT " + limit.getAsInt() : "";
  }
}
