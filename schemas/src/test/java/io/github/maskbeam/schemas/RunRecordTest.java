// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.schemas;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** The published form of run.json: a change here breaks people's scripts. */
class RunRecordTest {
  @Test
  void theReadmeDescribesEveryField() throws IOException {
    List<String> documented =
        Files.readAllLines(Path.of("README.md")).stream()
            .dropWhile(line -> !line.startsWith("## run.json"))
            .takeWhile(line -> !line.startsWith("### "))
            .filter(line -> line.startsWith("| `"))
            .collect(Collectors.toList());
    assertThat(documented, is(rows(RunRecord.getClassSchema(), "")));
  }

  @Test
  void everyFieldHasADescription() {
    for (String row : rows(RunRecord.getClassSchema(), "")) {
      assertThat(row, endsWith(". |"));
    }
  }

  /** The rule that lets readers and writers of different versions work together. */
  @Test
  void everyPartMayBeAbsentButTheState() {
    List<String> required = new ArrayList<>();
    for (Schema.Field field : RunRecord.getClassSchema().getFields()) {
      if (!field.hasDefaultValue()) {
        required.add(field.name());
      }
    }
    assertThat(required, is(List.of("state")));
  }

  @Test
  void aFileOfTheFirstProgramsIsRead() throws IOException {
    RunRecord run = RecordJson.read(resource("run-without-schema-version.json"), RunRecord.class);
    assertThat(run.getSchemaVersion(), is(1));
    assertThat(run.getState(), is(RunState.FINISHED.name()));
    assertThat(run.getDurationS(), is(2.917));
    assertThat(run.getVersions().get("java"), is("17.0.19"));
    assertThat(run.getInput().getManifests(), is(empty()));
    assertThat(run.getModel().getLabels().get(3), is("water"));
    assertThat(run.getConfig().getNormalization(), is(nullValue()));
    assertThat(run.getCounts().getMasksOfOtherImages(), is(7L));
    assertThat(run.getCounts().getFailedByCode(), is(Map.of("EMPTY", 1L, "TRUNCATED", 2L)));
    assertThat(run.getTimings().getDecodeMs().getMean(), is(4.25));
    assertThat(run.getTimings().getInferenceMs().getMax(), is(nullValue()));
    assertThat(run.getContradictions(), is(empty()));
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = RunRecordTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  private static List<String> rows(Schema record, String parent) {
    List<String> rows = new ArrayList<>();
    for (Schema.Field field : record.getFields()) {
      Schema type = field.schema().isUnion() ? field.schema().getTypes().get(1) : field.schema();
      String path = parent + field.name();
      rows.add(
          String.format("| `%s` | %s | %s | %s |", path, json(type), presence(field), field.doc()));
      if (type.getType() == Schema.Type.RECORD) {
        rows.addAll(rows(type, path + "."));
      }
    }
    return rows;
  }

  private static String json(Schema type) {
    if (type.getLogicalType() != null) {
      return "time";
    }
    switch (type.getType()) {
      case RECORD:
        return "object";
      case ARRAY:
        return "array of " + json(type.getElementType()) + "s";
      case MAP:
        return "object of " + json(type.getValueType()) + "s";
      case INT:
      case LONG:
        return "integer";
      case DOUBLE:
        return "number";
      case STRING:
        return "string";
      default:
        throw new AssertionError(type);
    }
  }

  private static String presence(Schema.Field field) {
    if (field.schema().isUnion()) {
      return field.getObjectProp("absent_when_null") == null ? "may be null" : "may be absent";
    }
    return field.hasDefaultValue() ? "absent means " + field.defaultVal() : "always";
  }
}
