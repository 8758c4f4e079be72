// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.storage.Uris;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The arguments of {@code query} that are not options: one or more outputs, then SQL. */
final class QueryArguments {
  /** A name of a directory rarely has these, and a query always has some of them. */
  private static final Pattern OF_SQL = Pattern.compile("[\\s;(]");

  /** Words that begin SQL which is not in quotes. */
  private static final Set<String> FIRST_WORDS =
      Set.of("SELECT", "FROM", "WITH", "DESCRIBE", "SUMMARIZE", "SHOW", "EXPLAIN", "COPY", "PIVOT");

  private final List<String> outputs;
  private final List<String> sql;

  private QueryArguments(List<String> outputs, List<String> sql) {
    this.outputs = outputs;
    this.sql = sql;
  }

  /**
   * Tells outputs and SQL apart. The first argument is an output. Another is SQL if it has a space,
   * a semicolon or a parenthesis, unless it is a URI or a directory.
   */
  static QueryArguments of(List<String> arguments) {
    int outputs = 1;
    while (outputs < arguments.size() && !isSql(arguments.get(outputs))) {
      outputs++;
    }
    return new QueryArguments(
        arguments.subList(0, outputs), arguments.subList(outputs, arguments.size()));
  }

  /** The outputs, at least one. */
  List<String> outputs() {
    return outputs;
  }

  /** The SQL, if there is any. */
  Optional<String> sql() {
    return sql.stream().findFirst();
  }

  /** Arguments after the SQL. */
  List<Problem> problems() {
    return sql.stream()
        .skip(1)
        .map(
            argument ->
                Problem.of(
                    ProblemCode.SQL_NOT_QUOTED,
                    "'"
                        + argument
                        + "' is an extra argument. Put the whole SQL in quotes, after the outputs."))
        .collect(Collectors.toList());
  }

  private static boolean isSql(String argument) {
    boolean isLikeSql =
        argument.isEmpty()
            || OF_SQL.matcher(argument).find()
            || FIRST_WORDS.contains(argument.toUpperCase(Locale.ROOT));
    return isLikeSql && !Uris.hasScheme(argument) && !isDirectory(argument);
  }

  private static boolean isDirectory(String argument) {
    try {
      return !argument.isEmpty() && Files.isDirectory(Path.of(argument));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
