// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.export;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.pipeline.options.CheckedExport;
import io.github.maskbeam.pipeline.options.ImageFiles;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.storage.AtomicFiles;
import java.io.IOException;

/**
 * FiftyOne's ImageSegmentationDirectory: images and masks with the same stems. If it has no images,
 * the file data.json says where they are.
 *
 * <p>Source: FiftyOne's documentation of the format, and its importer, which removes the ending of
 * the names in data.json as it does of files. Not thread-safe.
 */
final class FiftyOneDataset implements MaskDataset {
  /** The subdirectory of the images. */
  static final String DATA = "data";

  /** The subdirectory of the masks. */
  static final String LABELS = "labels";

  /** Where the images are, if they are not in the export. */
  static final String MANIFEST = "data.json";

  /** The names of classes by pixel value. */
  static final String TARGETS = "mask_targets.json";

  private static final String JSON = "application/json";

  private final CheckedExport job;
  private final SpoolFile spool;
  private final JsonGenerator manifest;

  FiftyOneDataset(CheckedExport job) throws IOException {
    this.job = job;
    this.spool = new SpoolFile();
    this.manifest = GeoJson.generator(spool.out());
    manifest.writeStartObject();
  }

  @Override
  public String imageDirectory() {
    return DATA;
  }

  @Override
  public String maskDirectory() {
    return LABELS;
  }

  @Override
  public void add(ImageRow image) throws IOException {
    manifest.writeStringField(job.names().file(image), image.getImageUri());
  }

  @Override
  public void finish() throws IOException {
    manifest.writeEndObject();
    manifest.flush();
    if (job.settings().images() == ImageFiles.NONE) {
      write(MANIFEST, spool::copyTo);
    }
    write(
        TARGETS,
        out -> {
          try (JsonGenerator json = GeoJson.generator(out).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            for (int id : job.classes()) {
              json.writeStringField(Integer.toString(id), job.labels().name(id));
            }
            json.writeEndObject();
          }
        });
  }

  private void write(String name, AtomicFiles.Content content) throws IOException {
    String directory = job.target().uri();
    AtomicFiles.write(
        directory + "/" + name, JSON, content, OutputLayout.at(directory).temporary());
  }

  @Override
  public void close() throws IOException {
    spool.close();
  }
}
