// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.export;

import io.github.maskbeam.area.AreaCounter;
import io.github.maskbeam.area.ClassArea;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.memory.ImageFile;
import io.github.maskbeam.image.memory.ImageLease;
import io.github.maskbeam.image.memory.ImageMemory;
import io.github.maskbeam.image.memory.MemoryEstimate;
import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.output.OutputMasks;
import io.github.maskbeam.pipeline.options.CheckedExport;
import io.github.maskbeam.polygon.RegionSimplifier;
import io.github.maskbeam.polygon.RegionTracer;
import io.github.maskbeam.polygon.Regions;
import io.github.maskbeam.schemas.FailureCode;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.storage.ImageBytes;
import io.github.maskbeam.storage.ImageReadException;
import java.util.Optional;

/**
 * Reads masks and traces their regions. All memory is acquired from {@link ImageMemory} before it
 * is allocated: for the file, for the pixels until the regions are traced, and then for the
 * simplification, which needs the outlines only. Immutable and thread-safe.
 */
final class RegionReader {
  /** The outlines of a mask of a photograph have one point in some 50 pixels. */
  private static final int PIXELS_PER_POINT = 8;

  /** Small images may have more. */
  private static final long MIN_MAX_POINTS = 1 << 20;

  private final CheckedExport job;
  private final ImageMemory memory;

  RegionReader(CheckedExport job, ImageMemory memory) {
    this.job = job;
    this.memory = memory;
  }

  /**
   * The regions of a mask.
   *
   * @param positions of the image
   * @throws ImageException {@code TOO_LARGE} if there is not enough memory, {@code CORRUPT} and
   *     others if it is not the whole mask of the image
   * @throws ImageReadException if the mask is missing or cannot be read
   */
  ImageRegions read(ImageRow image, Positions positions)
      throws ImageException, ImageReadException, InterruptedException {
    String uri = job.committed().layout().mask(image.getImageUri());
    Regions regions = trace(image, uri);
    return ImageRegions.of(
        image, uri, positions, job.tolerancePx() > 0 ? simplified(regions) : regions);
  }

  /** Where the pixels of an image are; empty if that is not known in these coordinates. */
  Optional<Positions> positions(ImageRow image) {
    return Positions.of(image, job.coordinates());
  }

  private Regions trace(ImageRow image, String uri)
      throws ImageException, ImageReadException, InterruptedException {
    long pixels = (long) image.getWidthPx() * image.getHeightPx();
    long maxPoints = Math.max(MIN_MAX_POINTS, pixels / PIXELS_PER_POINT);
    try (ImageFile file = ImageBytes.read(uri, ImageFile.MAX_BYTES, memory)) {
      ImageLease lease =
          memory.acquireForImage(
              MemoryEstimate.ofTracing(
                  pixels, job.labels().maskBits(), file.content().length, maxPoints));
      try {
        Mask mask = OutputMasks.pixels(file.content(), image);
        requireKnownClasses(mask);
        return RegionTracer.trace(mask, job.classes()::contains, job.minAreaPx(), maxPoints);
      } finally {
        lease.close();
      }
    }
  }

  private void requireKnownClasses(Mask mask) throws ImageException {
    for (ClassArea area : AreaCounter.count(mask)) {
      if (area.classId() >= job.labels().size() && area.classId() != mask.voidId()) {
        throw ImageException.corrupt(
            "the mask contains class id %d, which table class_coverage does not", area.classId());
      }
    }
  }

  private Regions simplified(Regions regions) throws ImageException, InterruptedException {
    ImageLease lease = memory.acquireForImage(MemoryEstimate.ofSimplification(regions.points()));
    try {
      return RegionSimplifier.simplify(regions, job.tolerancePx());
    } finally {
      lease.close();
    }
  }

  /** Whether a mask is whole, but needs more memory than there is. */
  static boolean isTooLarge(ImageException e) {
    return e.code() == FailureCode.TOO_LARGE;
  }
}
