// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.query;

import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Looks up the classes of an output by name. */
final class ClassNames {
  private static final int LISTED = 30;

  private final OutputDatabase database;

  ClassNames(OutputDatabase database) {
    this.database = database;
  }

  /**
   * The id of a class.
   *
   * @param option the option that the name was given to, for the message
   * @param name the class name; case-insensitive unless two names differ only by case
   * @throws UsageException if there is no such class; the message lists similar names
   */
  int idOf(String option, String name) throws SQLException, UsageException {
    Map<Integer, String> classes = all();
    for (Map.Entry<Integer, String> known : classes.entrySet()) {
      if (known.getValue().equals(name)) {
        return known.getKey();
      }
    }
    List<Integer> alike =
        classes.keySet().stream()
            .filter(id -> classes.get(id).equalsIgnoreCase(name.strip()))
            .collect(Collectors.toList());
    if (alike.size() == 1) {
      return alike.get(0);
    }
    String close =
        String.join(
            " or ",
            database.column(
                "SELECT class_name FROM class_coverage WHERE levenshtein(lower(class_name), lower("
                    + Literals.text(name)
                    + ")) <= 2 OR jaro_winkler_similarity(lower(class_name), lower("
                    + Literals.text(name)
                    + ")) > 0.85 ORDER BY levenshtein(lower(class_name), lower("
                    + Literals.text(name)
                    + ")), 1 LIMIT 3"));
    throw new UsageException(
        ProblemCode.CLASS_UNKNOWN,
        String.format(
            "--%s=%s: there is no such class.%s The classes are %s.",
            option, name, close.isEmpty() ? "" : " Did you mean " + close + "?", listed(classes)));
  }

  private Map<Integer, String> all() throws SQLException {
    Map<Integer, String> classes = new LinkedHashMap<>();
    try (Statement statement = database.statement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT class_id, class_name FROM class_coverage ORDER BY class_id")) {
      while (rows.next()) {
        classes.put(rows.getInt(1), rows.getString(2));
      }
    }
    return classes;
  }

  private static String listed(Map<Integer, String> classes) {
    String first = classes.values().stream().limit(LISTED).collect(Collectors.joining(", "));
    int more = classes.size() - LISTED;
    return more > 0
        ? first + " and " + more + " more: SELECT class_name FROM class_coverage"
        : first;
  }
}
