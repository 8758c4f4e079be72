// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import io.github.maskbeam.schemas.MalformedRecordException;
import io.github.maskbeam.schemas.RecordJson;
import io.github.maskbeam.schemas.RunLock;
import io.github.maskbeam.storage.AtomicFiles;
import io.github.maskbeam.storage.StoredFile;
import io.github.maskbeam.storage.Uris;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Reads and writes run.lock. */
final class LockFile {
  /** Commands that write within this time see each other. Remote storage is slower. */
  private static final Duration LOCAL_PAUSE = Duration.ofMillis(100);

  private static final Duration REMOTE_PAUSE = Duration.ofSeconds(2);

  private final OutputLayout output;

  private LockFile(OutputLayout output) {
    this.output = output;
  }

  static LockFile of(OutputLayout output) {
    return new LockFile(output);
  }

  /**
   * The content, if the file exists.
   *
   * @throws IOException if it cannot be read or is damaged
   */
  Optional<RunLock> read() throws IOException {
    Optional<byte[]> json = StoredFile.bytes(output.runLock());
    try {
      return json.isPresent()
          ? Optional.of(RecordJson.read(json.get(), RunLock.class))
          : Optional.empty();
    } catch (MalformedRecordException e) {
      throw new MalformedRecordException(
          output.runLock() + " is damaged. If no run is active there, delete it.", e);
    }
  }

  /** Writes the lock and returns the one that remains after the pause. */
  RunLock write(RunLock lock) throws IOException, InterruptedException {
    replace(lock);
    Thread.sleep((Uris.hasScheme(output.root()) ? REMOTE_PAUSE : LOCAL_PAUSE).toMillis());
    return read()
        .orElseThrow(() -> new IOException(output.runLock() + " was deleted by another command"));
  }

  /** Writes the lock in one step. Not in the temporary directory, which a run removes. */
  void replace(RunLock lock) throws IOException {
    AtomicFiles.write(
        output.runLock(),
        RecordJson.indented(lock).getBytes(StandardCharsets.UTF_8),
        output.root());
  }

  void deleteIfHeldBy(String runId) throws IOException {
    if (read().filter(lock -> lock.getRunId().equals(runId)).isPresent()) {
      StoredFile.delete(output.runLock());
    }
  }
}
