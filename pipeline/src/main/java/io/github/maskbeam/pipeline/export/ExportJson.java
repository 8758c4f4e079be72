// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.pipeline.options.CheckedExport;
import io.github.maskbeam.storage.AtomicFiles;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The file export.json of a directory, which says what was exported, and that it is complete. */
final class ExportJson {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private ExportJson() {}

  static String uri(String directory) {
    return directory + "/export.json";
  }

  static void write(CheckedExport job, ExportReport report, String version) throws IOException {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("format", job.format().name().toLowerCase(Locale.ROOT));
    json.put("maskbeam", version);
    json.put("created_at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    json.put("output", job.committed().layout().root());
    json.put("run_id", job.committed().run().getRunId());
    json.put("coordinates", job.coordinates().name().toLowerCase(Locale.ROOT));
    json.put("tolerance_px", job.tolerancePx());
    json.put("min_area_px", job.minAreaPx());
    job.classes().forEach(json.putArray("class_ids")::add);
    json.put("images", report.images());
    json.put("failed_images", report.failedImages());
    json.put("unplaced_images", report.unplacedImages());
    json.put("damaged_masks", report.damaged().size());
    json.put("too_large_images", report.tooLarge().size());
    json.put("regions", report.regions());
    json.put("small_regions", report.smallRegions());
    json.put("points", report.points());
    AtomicFiles.write(
        uri(job.target().uri()),
        MAPPER.writeValueAsBytes(json),
        OutputLayout.at(job.target().uri()).temporary());
  }
}
