// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.schemas;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The JSON of records, with Jackson's tree as the independent reader. */
class RecordJsonTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void aRecordIsTheSameAfterWritingAndReading() throws IOException {
    RunRecord whole = wholeRun().build();
    assertThat(read(RecordJson.compact(whole)), is(whole));
    assertThat(read(RecordJson.indented(whole)), is(whole));
    RunRecord started = RunRecord.newBuilder().setState("RUNNING").build();
    assertThat(read(RecordJson.compact(started)), is(started));
  }

  @Test
  void valuesAreWrittenAsAPersonWouldWriteThem() throws IOException {
    ObjectNode json = tree(wholeRun());
    assertThat(json.get("schema_version").isInt(), is(true));
    assertThat(json.get("started_at").textValue(), is("2026-02-03T04:05:06.789Z"));
    assertThat(json.get("duration_s").doubleValue(), is(4.5));
    assertThat(json.get("versions").toString(), is("{\"maskbeam\":\"1.2.3\"}"));
    assertThat(json.at("/input/patterns").toString(), is("[\"/a/*.png\",\"s3://ü\"]"));
    assertThat(json.at("/counts/bytes_read").longValue(), is(5_000_000_000L));
    assertThat(json.at("/counts/failed_by_code/EMPTY").longValue(), is(2L));
  }

  @Test
  void aNullFieldIsAbsentOnlyWhereTheSchemaSaysSo() throws IOException {
    ObjectNode json = tree(wholeRun().setFinishedAt(null));
    assertThat(json.has("finished_at"), is(false));
    assertThat(json.at("/timings/inference_ms").toString(), is("{}"));
    assertThat(json.get("config").has("normalization"), is(true));
    assertThat(json.at("/config/normalization").isNull(), is(true));
  }

  @Test
  void aReaderTakesNullAndAbsenceForTheSame() throws IOException {
    ObjectNode json = tree(wholeRun());
    json.putNull("finished_at");
    ((ObjectNode) json.get("config")).remove("normalization");
    RunRecord run = read(json.toString());
    assertThat(run.getFinishedAt(), is(nullValue()));
    assertThat(run.getConfig().getNormalization(), is(nullValue()));
  }

  @Test
  void fieldsOfALaterVersionAreIgnored() throws IOException {
    ObjectNode json = tree(wholeRun());
    json.put("tables_committed", true);
    ((ObjectNode) json.get("counts")).putArray("per_worker").add(1);
    assertThat(read(json.toString()), is(wholeRun().build()));
  }

  @Test
  void aRenamedFieldIsFoundUnderItsEarlierName() throws IOException {
    ObjectNode json = tree(wholeRun());
    ObjectNode counts = (ObjectNode) json.get("counts");
    counts.set("masks_of_others", counts.remove("masks_of_other_images"));
    assertThat(read(json.toString()), is(wholeRun().build()));
  }

  /** As jq and JavaScript may write a number. */
  @Test
  void aWholeNumberMayHaveAPointAndANumberNone() throws IOException {
    RunRecord run =
        read("{\"schema_version\": 1.0, \"state\": \"RUNNING\", \"images_per_second\": 3}");
    assertThat(run.getSchemaVersion(), is(1));
    assertThat(run.getImagesPerSecond(), is(3.0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{                              | This is not JSON",
        "''                             | The text must be an object, but is missing",
        "[]                             | The text must be an object, but is array",
        "{}                             | state is missing",
        "{\"state\": null}              | state must be a string, but is null",
        "{\"state\": true}              | state must be a string, but is boolean",
        "{\"schema_version\": 1.5}      | schema_version must be an int, but is 1.5",
        "{\"schema_version\": 99999999999} | schema_version must be an int, but is 99999999999",
        "{\"schema_version\": \"1\"}    | schema_version must be an int, but is string",
      })
  void aTextThatIsNoRecordIsReported(String json, String message) {
    MalformedRecordException e = assertThrows(MalformedRecordException.class, () -> read(json));
    assertThat(e.getMessage(), is(message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"started_at\": 1700000000000  | started_at must be a time such as 2026-01-31T12:00:00Z,"
            + " but is 1700000000000",
        "\"duration_s\": \"4\"          | duration_s must be a number, but is string",
        "\"model\": \"demo\"            | model must be an object, but is string",
        "\"model\": {}                  | model.model is missing",
        "\"versions\": []               | versions must be an object, but is array",
        "\"versions\": {\"java\": 17}   | versions.java must be a string, but is 17",
        "\"contradictions\": {}         | contradictions must be an array, but is object",
        "\"contradictions\": [\"a\", 5] | contradictions[1] must be a string, but is 5",
        "\"counts\": {\"images_listed\": 1e30} | counts.images_listed must be a long, but is 1e30",
      })
  void aFieldOfAnotherTypeIsReportedWithItsPath(String field, String message) {
    MalformedRecordException e =
        assertThrows(
            MalformedRecordException.class, () -> read("{\"state\": \"RUNNING\", " + field + "}"));
    assertThat(e.getMessage(), is(message));
  }

  private static RunRecord read(String json) throws IOException {
    return RecordJson.read(json.getBytes(StandardCharsets.UTF_8), RunRecord.class);
  }

  private static ObjectNode tree(RunRecord.Builder run) throws IOException {
    return (ObjectNode) MAPPER.readTree(RecordJson.indented(run.build()));
  }

  private static RunRecord.Builder wholeRun() {
    return RunRecord.newBuilder()
        .setState(RunState.FINISHED.name())
        .setStartedAt(Instant.parse("2026-02-03T04:05:06.789Z"))
        .setFinishedAt(Instant.parse("2026-02-03T04:05:11.289Z"))
        .setDurationS(4.5)
        .setVersions(Map.of("maskbeam", "1.2.3"))
        .setRunner("SomeRunner")
        .setInput(new RunInput(List.of("/a/*.png", "s3://ü"), List.of(), null, null, null, null))
        .setModel(
            new RunModel(
                "demo",
                "ab",
                64,
                48,
                "FLOAT32",
                "SCORES",
                "UINT8",
                null,
                null,
                null,
                null,
                null,
                List.of("sky"),
                null))
        .setConfig(
            new RunConfig(
                "cd", "STRETCH", "OMITTED", null, null, null, null, null, null, null, null, null,
                null, null, null, null, null, null, 120L, 256L, 60L, 0L, "OMITTED", null, "SHARDS",
                500, null))
        .setCounts(
            new RunCounts(
                9L,
                1L,
                7L,
                2L,
                5L,
                2L,
                0L,
                3L,
                11L,
                8L,
                6L,
                4L,
                Map.of("EMPTY", 2L),
                5_000_000_000L))
        .setTimings(new RunTimings(new RunTiming(1.5, 1.0, 2.0), new RunTiming(null, null, null)))
        .setImagesPerSecond(1.25)
        .setContradictions(List.of("one \"thing\"", "another"));
  }
}
