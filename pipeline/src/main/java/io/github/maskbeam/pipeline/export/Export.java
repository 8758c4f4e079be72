// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.export;

import io.github.maskbeam.image.memory.ImageMemory;
import io.github.maskbeam.pipeline.options.CheckedExport;
import io.github.maskbeam.pipeline.options.ExportTarget;
import io.github.maskbeam.pipeline.progress.Progress;
import io.github.maskbeam.storage.AtomicFiles;
import java.io.IOException;

/** Exports the masks of a finished run. */
public final class Export {
  private Export() {}

  /**
   * Writes the export. A file appears when it is complete. A directory gets the file export.json
   * when it is complete.
   *
   * @param version of Maskbeam
   * @throws IOException if a table cannot be read or a file cannot be written; what is wrong with
   *     masks is in the report
   */
  public static ExportReport run(CheckedExport job, String version, Progress progress)
      throws IOException {
    ImageMemory memory = ImageMemory.ofMachine();
    MaskReader reader = new MaskReader(job, memory);
    if (job.target().kind() == ExportTarget.Kind.DIRECTORY) {
      ExportDirectory directory = new ExportDirectory(job);
      directory.start();
      ExportReport report = write(Formats.directory(job, memory), reader, job, progress);
      directory.complete(report, version);
      return report;
    }
    ExportReport[] report = new ExportReport[1];
    AtomicFiles.write(
        job.target().uri(),
        Formats.mimeType(job.target()),
        out -> report[0] = write(Formats.file(job, memory, out), reader, job, progress),
        job.target().directory());
    return report[0];
  }

  private static ExportReport write(
      MaskWriter opened, MaskReader reader, CheckedExport job, Progress progress)
      throws IOException {
    try (MaskWriter writer = opened) {
      ExportReport report = new MaskLoop(reader, writer, progress).run(job.committed());
      writer.finish();
      return report;
    }
  }
}
