// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import io.github.maskbeam.schemas.MalformedRecordException;
import io.github.maskbeam.schemas.RecordJson;
import io.github.maskbeam.schemas.RunRecord;
import io.github.maskbeam.storage.AtomicFiles;
import io.github.maskbeam.storage.StoredFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads and writes the run record of an output directory: run.json. */
public final class RunRecords {
  /** The schema version that this version of Maskbeam writes, and the newest that it reads. */
  public static final int SCHEMA_VERSION = 1;

  private RunRecords() {}

  /**
   * The layout of an output directory, with the names of masks that its run record has.
   *
   * @throws MalformedRecordException if the run record is damaged
   * @throws IOException if it cannot be read
   */
  public static OutputLayout layout(OutputLayout output) throws IOException {
    Optional<RunRecord> run = read(output);
    return run.isPresent() ? output.withMaskNames(MaskNames.of(run.get())) : output;
  }

  /**
   * Reads the run record, if the output has one. Fields that an earlier version did not write are
   * null. Unknown fields of a later version are ignored.
   *
   * @throws MalformedRecordException if run.json is not a run record, or its schema is newer than
   *     {@link #SCHEMA_VERSION}
   * @throws IOException if run.json exists but cannot be read
   */
  public static Optional<RunRecord> read(OutputLayout output) throws IOException {
    Optional<byte[]> json = StoredFile.bytes(output.runJson());
    return json.isPresent() ? Optional.of(parse(json.get(), output.runJson())) : Optional.empty();
  }

  /**
   * Writes the run record as indented JSON. Replaces an existing one atomically and durably.
   *
   * @throws IOException if run.json cannot be written
   */
  public static void write(OutputLayout output, RunRecord record) throws IOException {
    AtomicFiles.writeDurably(
        output.runJson(),
        RecordJson.indented(record).getBytes(StandardCharsets.UTF_8),
        output.temporary());
  }

  private static RunRecord parse(byte[] json, String uri) throws MalformedRecordException {
    try {
      RunRecord record = RecordJson.read(json, RunRecord.class);
      if (record.getSchemaVersion() > SCHEMA_VERSION) {
        throw new MalformedRecordException(
            String.format(
                "schema_version must be at most %d, but is %d",
                SCHEMA_VERSION, record.getSchemaVersion()));
      }
      return record;
    } catch (MalformedRecordException e) {
      throw new MalformedRecordException(uri + " is not a run record: " + e.getMessage(), e);
    }
  }
}
