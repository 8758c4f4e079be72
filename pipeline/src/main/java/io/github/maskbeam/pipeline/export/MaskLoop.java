// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.export;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.output.CommittedOutput;
import io.github.maskbeam.output.Table;
import io.github.maskbeam.parquet.TableReader;
import io.github.maskbeam.pipeline.progress.ImageCounts;
import io.github.maskbeam.pipeline.progress.Progress;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.schemas.ImageStatus;
import io.github.maskbeam.storage.ImageReadException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.beam.sdk.io.fs.MatchResult;

/**
 * Reads the masks of all images with several threads, and passes them to a writer. Few images are
 * in memory at a time.
 */
final class MaskLoop {
  /** Images that are read or wait for their turn, per thread. */
  private static final int PENDING_PER_THREAD = 4;

  private final MaskReader reader;
  private final MaskWriter writer;
  private final Progress progress;
  private final ExportCounts counts = new ExportCounts();
  private final ArrayDeque<Future<Done>> pending = new ArrayDeque<>();
  private final int threads = Runtime.getRuntime().availableProcessors();

  MaskLoop(MaskReader reader, MaskWriter writer, Progress progress) {
    this.reader = reader;
    this.writer = writer;
    this.progress = progress;
  }

  /**
   * Exports all images of a run.
   *
   * @throws IOException if a table cannot be read, or the writer fails
   */
  ExportReport run(CommittedOutput committed) throws IOException {
    long listed = 0;
    for (MatchResult.Metadata file : committed.tables().files(Table.IMAGES)) {
      listed += TableReader.countRows(file);
    }
    long images = listed;
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try {
      TableReader.<ImageRow>read(
          committed.tables().files(Table.IMAGES),
          ImageRow.getClassSchema(),
          row -> {
            submit(row, workers);
            progress.update(ImageCounts.of(images, counts.done(), counts.notExported()));
          });
      finish(0);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      workers.shutdownNow();
      progress.end();
    }
    return counts.report();
  }

  private void submit(ImageRow row, ExecutorService workers) {
    if (!row.getStatus().equals(ImageStatus.SUCCEEDED.name())) {
      counts.addFailed();
      return;
    }
    if (!writer.accepts(row)) {
      counts.addUnplaced();
      return;
    }
    pending.add(workers.submit(() -> export(row)));
    finish(PENDING_PER_THREAD * threads);
  }

  /** In a thread of its own. */
  private Done export(ImageRow row) throws IOException, InterruptedException {
    Written written;
    try {
      written = reader.read(row, writer).write();
    } catch (ImageReadException e) {
      return () -> counts.addDamaged(row.getImageUri() + ": " + e.getMessage());
    } catch (ImageException e) {
      String reason = row.getImageUri() + ": " + e.getMessage();
      return MaskReader.isTooLarge(e)
          ? () -> counts.addTooLarge(reason)
          : () -> counts.addDamaged(reason);
    }
    return () -> {
      written.rest().run();
      counts.add(written);
    };
  }

  /** Completes the first images until at most this number is pending. */
  private void finish(int maxPending) {
    try {
      while (pending.size() > maxPending) {
        pending.remove().get().run();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException) {
        throw new UncheckedIOException((IOException) e.getCause());
      }
      throw new IllegalStateException("An image cannot be exported", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("Interrupted during the export"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What remains to be done for an image by the thread that reads the table. */
  private interface Done {
    void run() throws IOException;
  }
}
