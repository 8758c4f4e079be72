// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.area.ClassArea;
import io.github.maskbeam.mask.Mask;
import java.util.List;
import java.util.Optional;

/** The result of segmenting one image. */
@AutoValue
public abstract class Segmentation {
  static Segmentation of(
      Mask mask, List<ClassArea> areas, Optional<double[]> meanConfidence, double inferenceMs) {
    return new AutoValue_Segmentation(mask, areas, meanConfidence, inferenceMs);
  }

  /** The mask, which has the size of the image. */
  public abstract Mask mask();

  /** The areas of all classes present, by class id; they sum to the pixels of the mask. */
  public abstract List<ClassArea> areas();

  /**
   * The mean confidence by class id: the mean softmax probability of the class over its pixels,
   * each taken at the nearest point of the model output, 0 to 1; NaN for a class that is not
   * present. Absent if it was not measured.
   */
  public abstract Optional<double[]> meanConfidence();

  /** Milliseconds of model inference. */
  public abstract double inferenceMs();
}
