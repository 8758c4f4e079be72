// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.maskbeam.pipeline.options.CheckedExport;
import io.github.maskbeam.polygon.Region;
import io.github.maskbeam.schemas.ImageRow;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes regions as features of GeoJSON (RFC 7946): a Polygon with its holes and the properties of
 * its image, class and area. Immutable and thread-safe.
 *
 * <p>Coordinates are in pixels: x to the right and y down, from the top left corner of the image.
 */
final class GeoJson {
  /** The type of the content, which object stores record. */
  static final String MIME_TYPE = "application/geo+json";

  private static final JsonFactory JSON = new JsonFactory();

  private final CheckedExport job;

  GeoJson(CheckedExport job) {
    this.job = job;
  }

  /** A generator of texts on a stream, which it does not close. The caller closes the generator. */
  static JsonGenerator generator(OutputStream out) throws IOException {
    return JSON.createGenerator(out)
        .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
        .setRootValueSeparator(null);
  }

  /** Writes a FeatureCollection of all regions of an image. */
  void writeCollection(ImageRegions image, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "FeatureCollection");
    json.writeArrayFieldStart("features");
    for (Region region : image.regions().list()) {
      writeFeature(image, region, json);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Writes a Feature. */
  void writeFeature(ImageRegions image, Region region, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "Feature");
    json.writeFieldName("bbox");
    json.writeArray(region.bounds(), 0, 4);
    json.writeObjectFieldStart("geometry");
    json.writeStringField("type", "Polygon");
    json.writeArrayFieldStart("coordinates");
    for (int[] ring : region.rings()) {
      writeRing(ring, json);
    }
    json.writeEndArray();
    json.writeEndObject();
    writeProperties(image.image(), image.maskUri(), region, json);
    json.writeEndObject();
  }

  /** The first position of a ring is also its last one. */
  private static void writeRing(int[] ring, JsonGenerator json) throws IOException {
    json.writeStartArray();
    for (int i = 0; i <= ring.length; i += 2) {
      json.writeStartArray();
      json.writeNumber(ring[i % ring.length]);
      json.writeNumber(ring[(i + 1) % ring.length]);
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  private void writeProperties(ImageRow image, String maskUri, Region region, JsonGenerator json)
      throws IOException {
    json.writeObjectFieldStart("properties");
    json.writeStringField("image_uri", image.getImageUri());
    json.writeStringField("image_id", image.getImageId());
    json.writeStringField("mask_uri", maskUri);
    json.writeNumberField("class_id", region.classId());
    json.writeStringField("class_name", job.labels().name(region.classId()));
    json.writeNumberField("area_px", region.areaPx());
    if (job.tolerancePx() > 0) {
      json.writeNumberField("outline_area_px", region.outlineAreaPx());
    }
    json.writeEndObject();
  }
}
