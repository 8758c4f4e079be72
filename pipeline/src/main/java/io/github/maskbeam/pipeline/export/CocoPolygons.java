// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.export;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.pipeline.options.CheckedExport;
import io.github.maskbeam.polygon.Region;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes COCO's annotations of connected regions, as one polygon each. */
final class CocoPolygons implements FeatureSink {
  private final CocoFile file;

  /** Writes to a stream, which it does not close. */
  CocoPolygons(CheckedExport job, OutputStream out) throws IOException {
    this.file = new CocoFile(job, out);
  }

  @Override
  public Written.Step accept(ImageRegions image) throws ImageException {
    List<Region> regions = image.regions().list();
    if (regions.size() >= CocoFile.ANNOTATIONS_PER_IMAGE) {
      throw ImageException.tooLarge(
          "its mask has %d regions, and ids are for %d: leave out small ones with --minArea",
          regions.size(), CocoFile.ANNOTATIONS_PER_IMAGE - 1);
    }
    return () -> {
      file.startImage(image.image());
      long number = 0;
      for (Region region : regions) {
        write(++number, region);
      }
    };
  }

  private void write(long number, Region region) throws IOException {
    int[] ring = region.rings().get(0);
    JsonGenerator json = file.startAnnotation(number, region.classId());
    json.writeArrayFieldStart("segmentation");
    json.writeArray(ring, 0, ring.length);
    json.writeEndArray();
    int[] least = {Integer.MAX_VALUE, Integer.MAX_VALUE};
    int[] greatest = {0, 0};
    for (int i = 0; i < ring.length; i++) {
      least[i % 2] = Math.min(least[i % 2], ring[i]);
      greatest[i % 2] = Math.max(greatest[i % 2], ring[i]);
    }
    file.endAnnotation(
        region.areaPx(), least[0], least[1], greatest[0] - least[0], greatest[1] - least[1]);
  }

  @Override
  public void finish() throws IOException {
    file.finish();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
