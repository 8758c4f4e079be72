// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.export;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.maskbeam.pipeline.options.CheckedExport;
import io.github.maskbeam.schemas.ImageRow;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The JSON file of COCO's annotations. The array of images follows that of annotations, so that it
 * has those images only whose masks could be read. Not thread-safe.
 *
 * <p>Ids: a category has the class id; images are numbered from 1 in the order of their image ids;
 * and each image has room for a million ids of annotations.
 */
final class CocoFile implements Closeable {
  /** Ids stay below 2^53, which all readers of JSON represent exactly, for 8 billion images. */
  static final long ANNOTATIONS_PER_IMAGE = 1 << 20;

  private final CheckedExport job;
  private final OutputStream out;
  private final JsonGenerator json;
  private final SpoolFile spool;
  private final JsonGenerator images;
  private long image;

  /** Writes to a stream, which it does not close. */
  CocoFile(CheckedExport job, OutputStream out) throws IOException {
    this.job = job;
    this.out = out;
    this.json = GeoJson.generator(out);
    this.spool = new SpoolFile();
    this.images = GeoJson.generator(spool.out());
    json.writeStartObject();
    json.writeObjectFieldStart("info");
    json.writeStringField("description", job.committed().layout().root());
    json.writeStringField("version", String.valueOf(job.committed().run().getRunId()));
    json.writeEndObject();
    json.writeArrayFieldStart("licenses");
    json.writeEndArray();
    json.writeArrayFieldStart("categories");
    for (int id : job.classes()) {
      json.writeStartObject();
      json.writeNumberField("id", id);
      json.writeStringField("name", job.labels().name(id));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("annotations");
    images.writeStartArray();
  }

  /** Adds an image. Annotations that follow are its own. */
  void startImage(ImageRow row) throws IOException {
    image = job.names().number(row);
    images.writeStartObject();
    images.writeNumberField("id", image);
    images.writeStringField("file_name", job.names().file(row));
    images.writeNumberField("width", row.getWidthPx());
    images.writeNumberField("height", row.getHeightPx());
    images.writeStringField("image_uri", row.getImageUri());
    images.writeStringField("image_id", row.getImageId());
    images.writeEndObject();
  }

  /**
   * Starts an annotation; the caller adds its segmentation.
   *
   * @param number from 1, different for each of the image
   */
  JsonGenerator startAnnotation(long number, int classId) throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", (image - 1) * ANNOTATIONS_PER_IMAGE + number);
    json.writeNumberField("image_id", image);
    json.writeNumberField("category_id", classId);
    json.writeNumberField("iscrowd", 0);
    return json;
  }

  /** Ends an annotation with its area and bounding box, in px. */
  void endAnnotation(long areaPx, int x, int y, int width, int height) throws IOException {
    json.writeNumberField("area", areaPx);
    json.writeArrayFieldStart("bbox");
    json.writeNumber(x);
    json.writeNumber(y);
    json.writeNumber(width);
    json.writeNumber(height);
    json.writeEndArray();
    json.writeEndObject();
    json.writeRaw('\n');
  }

  /** Adds the images. */
  void finish() throws IOException {
    images.writeEndArray();
    images.flush();
    json.writeEndArray();
    json.writeFieldName("images");
    // Tells the generator that the value is there.
    json.writeRawValue("");
    json.flush();
    spool.copyTo(out);
    json.writeEndObject();
    json.flush();
  }

  @Override
  public void close() throws IOException {
    spool.close();
  }
}
