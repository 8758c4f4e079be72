// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.area.ClassArea;
import io.github.maskbeam.mask.Mask;
import java.util.List;
import java.util.Optional;

/** What segmenting one image gave. */
@AutoValue
public abstract class Segmentation {
  static Segmentation of(
      Mask mask, List<ClassArea> areas, Optional<double[]> meanConfidence, double inferenceMs) {
    return new AutoValue_Segmentation(mask, areas, meanConfidence, inferenceMs);
  }

  /** The mask, of the image's size. */
  public abstract Mask mask();

  /** The classes present, by class id; their areas sum to the mask's pixels. */
  public abstract List<ClassArea> areas();

  /**
   * Where asked for: by class id, the mean over the class's pixels of its softmax probability at
   * the nearest point of the model's output, 0 to 1; NaN for a class that is not present.
   */
  public abstract Optional<double[]> meanConfidence();

  /** Milliseconds inside the interpreter. */
  public abstract double inferenceMs();
}
