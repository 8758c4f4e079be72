// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.TemporaryFiles;
import io.github.maskbeam.pipeline.options.CheckedExport;
import io.github.maskbeam.pipeline.options.EarlierExport;
import io.github.maskbeam.pipeline.options.ExportFormat;
import io.github.maskbeam.storage.AtomicFiles;
import io.github.maskbeam.storage.StoredFile;
import io.github.maskbeam.storage.StoredTree;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * The directory of an export, from the deletion of an earlier one to the file export.json, which
 * says what was exported, and that it is complete. Not thread-safe.
 */
final class ExportDirectory {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final CheckedExport job;
  private final String directory;

  ExportDirectory(CheckedExport job) {
    this.job = job;
    this.directory = job.target().uri();
  }

  /**
   * Deletes the files of an earlier export, first the one that says that it is complete, and writes
   * that another one has started.
   */
  void start() throws IOException {
    write(EarlierExport.started(directory), description());
    StoredFile.delete(EarlierExport.complete(directory));
    if (job.format() == ExportFormat.GEOJSON) {
      DirectorySink.clear(directory);
    }
    for (String name : Formats.contents(job.format())) {
      StoredTree.delete(directory + "/" + name);
    }
  }

  /** Writes what was exported, and that the export is complete. */
  void complete(ExportReport report, String version) throws IOException {
    ObjectNode json = description();
    json.put("maskbeam", version);
    json.put("created_at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    json.put("output", job.committed().layout().root());
    json.put("run_id", job.committed().run().getRunId());
    job.classes().forEach(json.putArray("class_ids")::add);
    json.put("images", report.images());
    json.put("failed_images", report.failedImages());
    json.put("damaged_masks", report.damaged().size());
    json.put("too_large_images", report.tooLarge().size());
    if (Formats.holdsRegions(job)) {
      json.put("coordinates", job.settings().coordinates().name().toLowerCase(Locale.ROOT));
      json.put("tolerance_px", job.settings().tolerancePx());
      json.put("min_area_px", job.settings().minAreaPx());
      json.put("unplaced_images", report.unplacedImages());
      json.put("regions", report.objects());
      json.put("small_regions", report.smallRegions());
      json.put("points", report.points());
    } else {
      json.put("masks", report.objects());
    }
    write(EarlierExport.complete(directory), json);
    StoredFile.delete(EarlierExport.started(directory));
    TemporaryFiles.remove(OutputLayout.at(directory));
  }

  private ObjectNode description() {
    return MAPPER.createObjectNode().put("format", job.format().text());
  }

  private void write(String uri, ObjectNode json) throws IOException {
    AtomicFiles.write(uri, MAPPER.writeValueAsBytes(json), OutputLayout.at(directory).temporary());
  }
}
