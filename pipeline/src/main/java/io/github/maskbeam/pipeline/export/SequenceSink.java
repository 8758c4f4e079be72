// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.export;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.maskbeam.pipeline.options.CheckedExport;
import io.github.maskbeam.pipeline.options.ExportTarget;
import io.github.maskbeam.polygon.Region;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes all features to one stream, in the order of table images: one per line, or as a GeoJSON
 * text sequence (RFC 8142), in which a record separator precedes each.
 */
final class SequenceSink implements FeatureSink {
  private static final char RECORD_SEPARATOR = '\u001e';

  private final GeoJson geoJson;
  private final boolean hasSeparators;
  private final JsonGenerator json;

  /** Writes to a stream, which it does not close. */
  SequenceSink(CheckedExport job, OutputStream out) throws IOException {
    this.geoJson = new GeoJson(job);
    this.hasSeparators = job.target().kind() == ExportTarget.Kind.TEXT_SEQUENCE;
    this.json = GeoJson.generator(out);
  }

  @Override
  public Written.Step accept(ImageRegions image) {
    return () -> {
      for (Region region : image.regions().list()) {
        if (hasSeparators) {
          json.writeRaw(RECORD_SEPARATOR);
        }
        geoJson.writeFeature(image, region, json);
        json.writeRaw('\n');
      }
    };
  }

  @Override
  public void finish() throws IOException {
    json.close();
  }
}
