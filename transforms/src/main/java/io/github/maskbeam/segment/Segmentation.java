// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.area.AreaCounter;
import io.github.maskbeam.area.ClassArea;
import io.github.maskbeam.mask.ConfidenceMask;
import io.github.maskbeam.mask.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The result of segmenting one image. */
@AutoValue
public abstract class Segmentation {
  /** A result without confidences. */
  static Segmentation of(Mask mask, double inferenceMs) {
    return of(mask, Optional.empty(), Optional.empty(), inferenceMs);
  }

  static Segmentation of(
      Mask mask,
      Optional<double[]> meanConfidence,
      Optional<ConfidenceMask> confidenceMask,
      double inferenceMs) {
    List<ClassArea> areas = new ArrayList<>();
    long voidPx = 0;
    for (ClassArea area : AreaCounter.count(mask)) {
      if (area.classId() == mask.voidId()) {
        voidPx = area.areaPx();
      } else {
        areas.add(area);
      }
    }
    return new AutoValue_Segmentation(
        mask, areas, voidPx, meanConfidence, confidenceMask, inferenceMs);
  }

  /** The mask, which has the size of the image. */
  public abstract Mask mask();

  /**
   * The areas of all classes present, by class id. With the void pixels they sum to the pixels of
   * the mask.
   */
  public abstract List<ClassArea> areas();

  /** The pixels of the mask that have no class. */
  public abstract long voidPx();

  /**
   * The mean confidence by class id: the mean softmax probability of the class over its pixels,
   * each taken at the nearest point of the model output, 0 to 1; NaN for a class that is not
   * present. Absent if it was not measured.
   */
  public abstract Optional<double[]> meanConfidence();

  /** The confidence of each pixel. Absent if it is not to be written. */
  public abstract Optional<ConfidenceMask> confidenceMask();

  /** Milliseconds of model inference. */
  public abstract double inferenceMs();
}
