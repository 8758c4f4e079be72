// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.export;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.polygon.Regions;
import io.github.maskbeam.schemas.ImageRow;

/** The regions of the mask of an image. */
@AutoValue
abstract class ImageRegions {
  static ImageRegions of(ImageRow image, String maskUri, Positions positions, Regions regions) {
    return new AutoValue_ImageRegions(image, maskUri, positions, regions);
  }

  abstract ImageRow image();

  /** Where the mask was read. */
  abstract String maskUri();

  /** Where its pixels are. */
  abstract Positions positions();

  abstract Regions regions();
}
