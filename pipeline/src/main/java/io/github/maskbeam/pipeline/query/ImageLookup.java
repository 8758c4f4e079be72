// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.query;

import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import java.sql.SQLException;
import java.util.List;

/** Looks up an image of an output by id, URI or file name. */
final class ImageLookup {
  private static final int LISTED = 5;

  private ImageLookup() {}

  /**
   * The id of an image.
   *
   * @param named the id, the URI, or the last segments of the URI, for example the file name
   * @throws UsageException if there is no such image, or more than one
   */
  static String idOf(OutputDatabase database, String named) throws SQLException, UsageException {
    String text = Literals.text(named);
    List<String> exact =
        database.column(
            "SELECT DISTINCT image_id FROM images WHERE image_uri = "
                + text
                + " OR image_id = "
                + text);
    if (exact.size() == 1) {
      return exact.get(0);
    }
    // Windows paths have backslashes; elsewhere a file name may contain them.
    String ends =
        String.format(
            "(ends_with(image_uri, '/' || %s)"
                + " OR ends_with(replace(image_uri, '\\', '/'), '/' || replace(%s, '\\', '/')))",
            text, text);
    List<String> ids = database.column("SELECT DISTINCT image_id FROM images WHERE " + ends);
    if (ids.size() == 1) {
      return ids.get(0);
    }
    if (ids.isEmpty()) {
      throw new UsageException(
          ProblemCode.IMAGE_UNKNOWN,
          String.format(
              "--image=%s: there is no such image.%s It takes an image's id, its URI, or the end of"
                  + " its URI from a slash on.",
              named, closest(database, text)));
    }
    throw new UsageException(
        ProblemCode.IMAGE_AMBIGUOUS,
        String.format(
            "--image=%s: there are %d such images, among them %s. Name more of its URI.",
            named,
            ids.size(),
            String.join(
                ", ",
                database.column(
                    "SELECT DISTINCT image_uri FROM images WHERE "
                        + ends
                        + " ORDER BY 1 LIMIT "
                        + LISTED))));
  }

  private static String closest(OutputDatabase database, String text) throws SQLException {
    List<String> closest =
        database.column(
            "SELECT image_uri FROM images WHERE jaro_winkler_similarity(parse_filename(image_uri),"
                + " parse_filename("
                + text
                + ")) > 0.85 ORDER BY jaro_winkler_similarity(parse_filename(image_uri),"
                + " parse_filename("
                + text
                + ")) DESC, 1 LIMIT 1");
    return closest.isEmpty() ? "" : " Did you mean " + closest.get(0) + "?";
  }
}
