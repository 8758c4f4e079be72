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
        return new LabelStudioWriter(job);
      case FIFTYONE:
        return new LabelMasks(job, memory, new FiftyOneDataset(job));
      case MMSEG:
        return new LabelMasks(job, memory, new MmsegDataset(job));
      case YOLO:
        return new RegionWriter(job, memory, new YoloSink(job, memory));
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
        return new CvatWriter(job, out);
      case COCO:
        return holdsRegions(job)
            ? new RegionWriter(job, memory, new CocoPolygons(job, out))
            : new CocoWriter(job, out);
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

  /** The subdirectories and files of an export that is a directory, beside export.json. */
  static List<String> contents(ExportFormat format) {
    switch (format) {
      case LABELSTUDIO:
        return List.of(LabelStudioWriter.TASKS, LabelStudioWriter.CONFIG);
      case FIFTYONE:
        return List.of(
            FiftyOneDataset.DATA,
            FiftyOneDataset.LABELS,
            FiftyOneDataset.MANIFEST,
            FiftyOneDataset.TARGETS);
      case MMSEG:
        return List.of(
            MmsegDataset.IMAGES, MmsegDataset.MASKS, MmsegDataset.LISTS, MmsegDataset.CONFIG);
      case YOLO:
        return List.of(YoloSink.IMAGES, YoloSink.LABELS, YoloSink.DATA);
      case GEOJSON:
      // Its files are known by their names.
      case CVAT:
      case COCO:
        return List.of();
    }
    throw new AssertionError(format);
  }
}
