// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.export;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.maskbeam.image.memory.ImageMemory;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.TemporaryFiles;
import io.github.maskbeam.pipeline.options.CheckedExport;
import io.github.maskbeam.pipeline.progress.Progress;
import io.github.maskbeam.storage.AtomicFiles;
import java.io.IOException;
import java.io.OutputStream;

/** Exports the masks of a finished run as polygons in GeoJSON. */
public final class GeoJsonExport {
  private GeoJsonExport() {}

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
    switch (job.target().kind()) {
      case DIRECTORY:
        return toDirectory(job, version, progress);
      case LINES:
      case TEXT_SEQUENCE:
        return toFile(job, progress);
    }
    throw new AssertionError(job.target());
  }

  private static ExportReport toDirectory(CheckedExport job, String version, Progress progress)
      throws IOException {
    DirectorySink sink = new DirectorySink(job);
    sink.clear();
    ExportReport report = loop(job, sink, progress);
    ExportJson.write(job, report, version);
    TemporaryFiles.remove(OutputLayout.at(job.target().uri()));
    return report;
  }

  private static ExportReport toFile(CheckedExport job, Progress progress) throws IOException {
    ExportReport[] report = new ExportReport[1];
    AtomicFiles.write(
        job.target().uri(),
        GeoJson.MIME_TYPE + "-seq",
        out -> report[0] = write(job, out, progress),
        job.target().directory());
    return report[0];
  }

  private static ExportReport write(CheckedExport job, OutputStream out, Progress progress)
      throws IOException {
    try (JsonGenerator json = GeoJson.generator(out)) {
      return loop(job, new SequenceSink(job, json), progress);
    }
  }

  private static ExportReport loop(CheckedExport job, FeatureSink sink, Progress progress)
      throws IOException {
    RegionReader reader = new RegionReader(job, ImageMemory.ofMachine());
    return new MaskLoop(reader, sink, progress).run(job.committed());
  }
}
