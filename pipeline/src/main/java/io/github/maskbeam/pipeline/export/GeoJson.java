// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.maskbeam.pipeline.options.CheckedExport;
import io.github.maskbeam.pipeline.options.Coordinates;
import io.github.maskbeam.polygon.Region;
import io.github.maskbeam.schemas.ImageRow;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes regions as features of GeoJSON (RFC 7946): a Polygon with its holes and the properties of
 * its image, class and area. Immutable and thread-safe.
 *
 * <p>Coordinates are those of {@link Positions}.
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
    if (job.settings().coordinates() == Coordinates.MAP) {
      writeCrs(image.image().getCrs(), json);
    }
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
    image.positions().writeBounds(region.rings().get(0), json);
    json.writeObjectFieldStart("geometry");
    json.writeStringField("type", "Polygon");
    json.writeArrayFieldStart("coordinates");
    for (int[] ring : region.rings()) {
      writeRing(ring, image.positions(), json);
    }
    json.writeEndArray();
    json.writeEndObject();
    writeProperties(image.image(), image.maskUri(), region, json);
    json.writeEndObject();
  }

  /** As in GeoJSON of 2008: RFC 7946 has no other CRS than WGS 84, but GIS programs read this. */
  private static void writeCrs(String crs, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("crs");
    json.writeStringField("type", "name");
    json.writeObjectFieldStart("properties");
    json.writeStringField("name", "urn:ogc:def:crs:" + crs.replace(":", "::"));
    json.writeEndObject();
    json.writeEndObject();
  }

  /** The first position of a ring is also its last one; outer rings go counterclockwise. */
  private static void writeRing(int[] ring, Positions positions, JsonGenerator json)
      throws IOException {
    json.writeStartArray();
    for (int i = 0; i <= ring.length; i += 2) {
      int at = (positions.areMirrored() ? ring.length - i : i) % ring.length;
      json.writeStartArray();
      positions.write(ring[at], ring[at + 1], json);
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
    if (job.settings().tolerancePx() > 0) {
      json.writeNumberField("outline_area_px", region.outlineAreaPx());
    }
    json.writeEndObject();
  }
}
