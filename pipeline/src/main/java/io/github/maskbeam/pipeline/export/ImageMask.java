// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.export;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.area.ClassArea;
import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.pipeline.options.CheckedExport;
import io.github.maskbeam.schemas.ImageRow;
import java.util.List;
import java.util.stream.Collectors;

/** The mask of an image. Its pixels must not be kept longer than the memory that they take. */
@AutoValue
abstract class ImageMask {
  static ImageMask of(
      ImageRow image, String maskUri, Mask mask, List<ClassArea> areas, long maxPoints) {
    return new AutoValue_ImageMask(image, maskUri, mask, areas, maxPoints);
  }

  abstract ImageRow image();

  /** Where the mask was read. */
  abstract String maskUri();

  abstract Mask mask();

  /** The areas of its classes, and of void, by class id. */
  abstract List<ClassArea> areas();

  /** The ids of its classes that are exported. */
  final List<Integer> exportedClasses(CheckedExport job) {
    return areas().stream()
        .map(ClassArea::classId)
        .filter(job.classes()::contains)
        .collect(Collectors.toList());
  }

  /**
   * The number of points of outlines, or of runs of pixels, that memory is reserved for: 24 bytes
   * each, and at least three bytes per pixel together.
   */
  abstract long maxPoints();
}
