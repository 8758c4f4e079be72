// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.export;

import io.github.maskbeam.image.memory.ImageMemory;
import io.github.maskbeam.pipeline.options.CheckedExport;
import io.github.maskbeam.pipeline.options.ExportFormat;
import io.github.maskbeam.pipeline.options.ExportTarget;
import io.github.maskbeam.pipeline.options.Geometry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** The writer of each format, and the files it writes. */
final class Formats {
  private Formats() {}

  /** The writer of a format that is a directory. */
  static MaskWriter directory(CheckedExport job, ImageMemory memory) throws IOException {
    switch (job.format()) {
      case GEOJSON:
        return new RegionWriter(job, memory, new DirectorySink(job));
      case LABELSTUDIO:
      case FIFTYONE:
      case MMSEG:
      case YOLO:
      case CVAT:
      case COCO:
        break;
    }
    throw new AssertionError(job.format());
  }

  /**
   * The writer of a format that is a file.
   *
   * @param out the file, which the writer does not close
   */
  static MaskWriter file(CheckedExport job, ImageMemory memory, OutputStream out)
      throws IOException {
    switch (job.format()) {
      case GEOJSON:
        return new RegionWriter(job, memory, new SequenceSink(job, out));
      case CVAT:
      case COCO:
      case LABELSTUDIO:
      case FIFTYONE:
      case MMSEG:
      case YOLO:
        break;
    }
    throw new AssertionError(job.format());
  }

  /** The type of the content of a file, which object stores record. */
  static String mimeType(ExportTarget target) {
    switch (target.kind()) {
      case LINES:
      case TEXT_SEQUENCE:
        return GeoJson.MIME_TYPE + "-seq";
      case ZIP:
        return "application/zip";
      case JSON:
        return "application/json";
      case DIRECTORY:
        break;
    }
    throw new AssertionError(target);
  }

  /** Whether the objects of a format are connected regions; otherwise they are classes. */
  static boolean holdsRegions(CheckedExport job) {
    return job.format() == ExportFormat.GEOJSON
        || job.format() == ExportFormat.YOLO
        || (job.format() == ExportFormat.COCO && job.settings().geometry() == Geometry.POLYGON);
  }

  /** The subdirectories that belong to an export, and not to the user. */
  static List<String> subdirectories(ExportFormat format) {
    return List.of();
  }

  /** The files beside export.json that belong to an export. */
  static List<String> files(ExportFormat format) {
    return List.of();
  }
}
