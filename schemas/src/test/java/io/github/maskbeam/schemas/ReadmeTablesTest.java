// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.schemas;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.oneOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The tables of this module's README, compared with the schemas. */
class ReadmeTablesTest {
  private static final String NEVER = "never";
  private static final int NAME = 0;
  private static final int TYPE = 1;
  private static final int UNIT = 2;
  private static final int NULL = 3;
  private static final int MEANING = 4;
  private static final int EVOLUTION = 5;

  /** Numbers that are ids, and so have no unit. */
  private static final List<String> IDS =
      List.of("class_id", "ground_truth_class_id", "predicted_class_id");

  private static String readme;

  @BeforeAll
  static void read() throws IOException {
    readme = Files.readString(Path.of("README.md"));
  }

  @Test
  void everyColumnWithTypeNullRuleAndUnit() {
    Map<String, Schema> tables = new LinkedHashMap<>();
    tables.put("images", ImageRow.getClassSchema());
    tables.put("class_areas", ClassAreaRow.getClassSchema());
    tables.put("class_coverage", ClassCoverageRow.getClassSchema());
    tables.put("evaluation images", EvaluatedImageRow.getClassSchema());
    tables.put("evaluation classes", EvaluatedClassRow.getClassSchema());
    tables.put("confusion", ConfusionRow.getClassSchema());
    tables.forEach((name, schema) -> check(rows("### " + name), schema));
    check(rows("## Shards"), ShardRow.getClassSchema());
  }

  @Test
  void everyFailureCode() {
    assertThat(
        rows("## Failure codes").stream().map(row -> row[NAME]).collect(Collectors.toList()),
        is(Stream.of(FailureCode.values()).map(Enum::name).collect(Collectors.toList())));
  }

  @Test
  void everyGeoreferenceNote() {
    assertThat(
        rows("## Georeference notes").stream().map(row -> row[NAME]).collect(Collectors.toList()),
        is(Stream.of(GeoreferenceNote.values()).map(Enum::name).collect(Collectors.toList())));
  }

  @Test
  void closedListsAreWrittenOut() {
    assertThat(
        cell("### images", "georeference", MEANING), allOf(names(GeoreferenceSource.values())));
    assertThat(cell("### images", "status", MEANING), allOf(names(ImageStatus.values())));
    assertThat(cell("### images", "failure_stage", MEANING), allOf(names(FailureStage.values())));
    assertThat(
        cell("### evaluation images", "failure_code", MEANING),
        allOf(names(EvaluationFailure.values())));
  }

  private static void check(List<String[]> rows, Schema schema) {
    assertThat(
        rows.stream().map(row -> row[NAME]).collect(Collectors.toList()),
        is(schema.getFields().stream().map(Schema.Field::name).collect(Collectors.toList())));
    for (String[] row : rows) {
      Schema type = schema.getField(row[NAME]).schema();
      String column = schema.getName() + "." + row[NAME];
      assertThat(column, row[TYPE], is(nameOf(type)));
      assertThat(column, row[NULL].equals(NEVER), is(!type.isNullable()));
      assertThat(column, row[NULL], not(emptyString()));
      boolean hasUnit = !nameOf(type).equals("string") && !IDS.contains(row[NAME]);
      assertThat(column, row[UNIT].isEmpty(), is(!hasUnit));
      assertThat(column, row[MEANING], not(emptyString()));
      assertThat(column, row[EVOLUTION], is(oneOf("fixed", "open", "free")));
    }
  }

  private static String nameOf(Schema type) {
    Schema value =
        type.getType() == Schema.Type.UNION
            ? type.getTypes().stream()
                .filter(part -> part.getType() != Schema.Type.NULL)
                .findFirst()
                .orElseThrow()
            : type;
    return value.getLogicalType() instanceof LogicalTypes.TimestampMillis
        ? "timestamp"
        : value.getType().getName();
  }

  private static List<Matcher<? super String>> names(Enum<?>[] values) {
    return Arrays.stream(values)
        .map(value -> containsString(value.name()))
        .collect(Collectors.toList());
  }

  private static String cell(String heading, String column, int cell) {
    return rows(heading).stream()
        .filter(row -> row[NAME].equals(column))
        .map(row -> row[cell])
        .findFirst()
        .orElseThrow();
  }

  /** The rows of the first table below a heading, in cells. */
  private static List<String[]> rows(String heading) {
    int at = readme.indexOf("\n" + heading + "\n");
    assertThat(heading, at, not(-1));
    return readme
        .substring(at + heading.length() + 2)
        .lines()
        .dropWhile(line -> !line.startsWith("|"))
        .takeWhile(line -> line.startsWith("|"))
        .skip(2)
        .map(line -> line.substring(1, line.length() - 1).split("\\|", -1))
        .map(cells -> Arrays.stream(cells).map(String::strip).toArray(String[]::new))
        .collect(Collectors.toList());
  }
}
