// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.arrayContaining;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.schemas.MalformedRecordException;
import io.github.maskbeam.schemas.RunRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRecordsTest {
  private static final RunRecord RUN =
      RunRecord.newBuilder()
          .setSchemaVersion(RunRecords.SCHEMA_VERSION)
          .setState("FINISHED")
          .setStartedAt(Instant.parse("2026-02-03T04:05:06Z"))
          .setRunner("Läufer")
          .build();

  @TempDir private Path root;
  private OutputLayout output;

  @BeforeEach
  void nameTheOutput() {
    output = OutputLayout.at(root.toString());
  }

  @Test
  void anOutputWithoutOneHasNone() throws IOException {
    assertThat(RunRecords.read(output), is(Optional.empty()));
  }

  @Test
  void theLastRecordWrittenIsRead() throws IOException {
    RunRecords.write(output, RunRecord.newBuilder(RUN).setState("RUNNING").build());
    RunRecords.write(output, RUN);
    assertThat(RunRecords.read(output), is(Optional.of(RUN)));
    assertThat(
        root.toFile().list((parent, name) -> !name.startsWith(".")), arrayContaining("run.json"));
  }

  @Test
  void peopleFindOneFieldPerLine() throws IOException {
    RunRecords.write(output, RUN);
    assertThat(
        Files.readString(root.resolve("run.json")).lines().toArray(),
        arrayContaining(
            "{",
            "  \"schema_version\" : 1,",
            "  \"state\" : \"FINISHED\",",
            "  \"started_at\" : \"2026-02-03T04:05:06Z\",",
            "  \"runner\" : \"Läufer\"",
            "}"));
  }

  @Test
  void aRecordOfTheSameSchemaVersionMayHaveMoreOrLess() throws IOException {
    write("{\"schema_version\": 1, \"state\": \"SUSPENDED\", \"since\": {\"ms\": 1}}");
    RunRecord run = RunRecords.read(output).orElseThrow();
    assertThat(run.getState(), is("SUSPENDED"));
    assertThat(run.getModel(), is(nullValue()));
  }

  @Test
  void aNewerSchemaIsNotRead() throws IOException {
    write("{\"schema_version\": 2, \"state\": \"FINISHED\"}");
    assertMalformed("schema_version must be at most 1, but is 2");
  }

  @Test
  void aFileThatIsNoRunRecordIsNamed() throws IOException {
    write("{\"name\": \"my-app\", \"version\": \"1.0.0\"}");
    assertMalformed("state is missing");
    write("\0\0\0\0\0");
    assertMalformed("This is not JSON");
  }

  private void write(String json) throws IOException {
    Files.write(root.resolve("run.json"), json.getBytes(StandardCharsets.UTF_8));
  }

  private void assertMalformed(String problem) {
    MalformedRecordException e =
        assertThrows(MalformedRecordException.class, () -> RunRecords.read(output));
    assertThat(e.getMessage(), is(root + "/run.json is not a run record: " + problem));
  }
}
