// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.export;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.memory.ImageLease;
import io.github.maskbeam.image.memory.ImageMemory;
import io.github.maskbeam.image.memory.MemoryEstimate;
import io.github.maskbeam.pipeline.options.CheckedExport;
import io.github.maskbeam.pipeline.options.ExportFormat;
import io.github.maskbeam.polygon.RegionJoiner;
import io.github.maskbeam.polygon.RegionSimplifier;
import io.github.maskbeam.polygon.RegionTracer;
import io.github.maskbeam.polygon.Regions;
import io.github.maskbeam.schemas.ImageRow;
import java.io.IOException;

/**
 * Traces the regions of masks for a format that holds polygons. What is done to outlines acquires
 * memory of its own after that of the pixels is released. Thread-safe.
 */
final class RegionWriter implements MaskWriter {
  private final CheckedExport job;
  private final ImageMemory memory;
  private final FeatureSink sink;

  RegionWriter(CheckedExport job, ImageMemory memory, FeatureSink sink) {
    this.job = job;
    this.memory = memory;
    this.sink = sink;
  }

  /** Where the pixels of an image are may be unknown in the coordinates of the export. */
  @Override
  public boolean accepts(ImageRow image) {
    return Positions.of(image, job.settings().coordinates()).isPresent();
  }

  @Override
  public Encoded encode(ImageMask mask) throws ImageException {
    ImageRow image = mask.image();
    String maskUri = mask.maskUri();
    Regions traced =
        RegionTracer.trace(
            mask.mask(), job.classes()::contains, job.settings().minAreaPx(), mask.maxPoints());
    return () -> {
      Regions regions = prepared(traced);
      Positions positions = Positions.of(image, job.settings().coordinates()).orElseThrow();
      return Written.of(regions, sink.accept(ImageRegions.of(image, maskUri, positions, regions)));
    };
  }

  /** Simplified, and without holes if the format has none. */
  private Regions prepared(Regions regions) throws ImageException, InterruptedException {
    double tolerancePx = job.settings().tolerancePx();
    boolean hasHoles = job.format() == ExportFormat.GEOJSON;
    if (tolerancePx == 0 && hasHoles) {
      return regions;
    }
    ImageLease lease = memory.acquireForImage(MemoryEstimate.ofSimplification(regions.points()));
    try {
      Regions simplified =
          tolerancePx > 0 ? RegionSimplifier.simplify(regions, tolerancePx) : regions;
      return hasHoles ? simplified : RegionJoiner.join(simplified);
    } finally {
      lease.close();
    }
  }

  @Override
  public void finish() throws IOException {
    sink.finish();
  }

  @Override
  public void close() throws IOException {
    sink.close();
  }
}
