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
import io.github.maskbeam.schemas.FailureCode;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.storage.ImageBytes;
import io.github.maskbeam.storage.ImageReadException;
import java.io.IOException;
import java.util.List;

/**
 * Reads masks for a writer. All memory is acquired from {@link ImageMemory} before it is allocated:
 * for the file, and for the pixels until the writer has encoded them. Immutable and thread-safe.
 */
final class MaskReader {
  /** The outlines of a mask of a photograph have one point in some 50 pixels. */
  private static final int PIXELS_PER_POINT = 8;

  /** Small images may have more. */
  private static final long MIN_MAX_POINTS = 1 << 20;

  private final CheckedExport job;
  private final ImageMemory memory;

  MaskReader(CheckedExport job, ImageMemory memory) {
    this.job = job;
    this.memory = memory;
  }

  /**
   * Reads a mask and has it encoded.
   *
   * @throws ImageException {@code TOO_LARGE} if there is not enough memory, {@code CORRUPT} and
   *     others if it is not the whole mask of the image
   * @throws ImageReadException if the mask is missing or cannot be read
   */
  MaskWriter.Encoded read(ImageRow image, MaskWriter writer)
      throws ImageException, ImageReadException, IOException, InterruptedException {
    String uri = job.committed().layout().mask(image);
    long pixels = (long) image.getWidthPx() * image.getHeightPx();
    long maxPoints = Math.max(MIN_MAX_POINTS, pixels / PIXELS_PER_POINT);
    try (ImageFile file = ImageBytes.read(uri, ImageFile.MAX_BYTES, memory)) {
      ImageLease lease =
          memory.acquireForImage(
              MemoryEstimate.ofTracing(
                  pixels, job.labels().maskBits(), file.content().length, maxPoints));
      try {
        Mask mask = OutputMasks.pixels(file.content(), image);
        List<ClassArea> areas = AreaCounter.count(mask);
        requireKnownClasses(mask, areas);
        return writer.encode(ImageMask.of(image, uri, mask, areas, maxPoints));
      } finally {
        lease.close();
      }
    }
  }

  private void requireKnownClasses(Mask mask, List<ClassArea> areas) throws ImageException {
    for (ClassArea area : areas) {
      if (area.classId() >= job.labels().size() && area.classId() != mask.voidId()) {
        throw ImageException.corrupt(
            "the mask contains class id %d, which table class_coverage does not", area.classId());
      }
    }
  }

  /** Whether a mask is whole, but needs more memory than there is. */
  static boolean isTooLarge(ImageException e) {
    return e.code() == FailureCode.TOO_LARGE;
  }
}
